"""The member sites by pixel key: who may report, and for which cinema."""

from toile.wire.ids import Ulid
from toile.wire.plan import MemberSite, PoolPlan, SuspendedSite


class Sites:
    """The member sites of one pool plan, ready to be asked."""

    def __init__(self, plan: PoolPlan) -> None:
        self.plan = plan
        self._by_key = {site.key: site for site in plan.sites}
        self._suspended = {site.key: site for site in plan.suspended}
        self._by_id = {site.id: site for site in plan.sites}
        self._origins = {origin for site in plan.sites for origin in site.origins}

    def by_key(self, key: str) -> MemberSite | None:
        """Find a site by its public pixel key."""
        return self._by_key.get(key)

    def suspended(self, key: str) -> SuspendedSite | None:
        """Find a site whose reports are refused, by its public pixel key."""
        return self._suspended.get(key)

    def by_id(self, site: Ulid) -> MemberSite | None:
        """Find a site by its id."""
        return self._by_id.get(site)

    def has_origin(self, origin: str) -> bool:
        """Tell whether any member site has pages of this origin."""
        return origin in self._origins


def reports_for(site: MemberSite, origin: str) -> bool:
    """Tell whether a page of this origin may report for the site."""
    return origin in site.origins


def cinema_of(site: MemberSite, asked: str | None) -> Ulid | None:
    """Choose the cinema a visit is for: the one named if the site shows it.

    ``None`` if the page names a cinema that is not the site's.
    """
    if asked is None:
        return site.cinemas[0]
    return Ulid(asked) if asked in site.cinemas else None
