"""DELETE /me/sites/{site}: take one site's yes back, and leave the others."""

import re

from toile.edge import answers
from toile.edge.pool.own_page import shared
from toile.edge.pool.wing import PoolWing, profile_of, sids_of, tid_of
from toile.edge.pool.withdrawal import taken_back
from toile.edge.server import Answer, Request
from toile.pool.visits import Profile
from toile.wire.errors import ProfileError
from toile.wire.ids import Sid, Ulid
from toile.wire.tags import ConsentReport, Erased

PATH = "/me/sites/"

_DOOR = "me"
_ULID = re.compile("[0-9A-HJKMNP-TV-Z]{26}")
_TOOL = "mes-donnees"


def withdraw_from(wing: PoolWing, request: Request) -> Answer:
    """Withdraw one yes; answered once that is on disk, alike for all who ask."""
    headers = shared(wing, request)
    site = request.path[len(PATH) :]
    tid = tid_of(request)
    sids = () if tid is None else sids_of(wing, tid)
    wing.counters.count(_DOOR, "withdrawn")
    try:
        known = any(_may_hold(wing, sid, site) for sid in sids)
    except ProfileError:
        # Not knowing of which sites something is held, any of them will do.
        known = _ULID.fullmatch(site) is not None
    if not sids or not known:
        return answers.json(Erased(handover=""), headers)
    report = ConsentReport(site="", choice="withdrawal", tool=_TOOL)
    return taken_back(wing, report, Ulid(site), sids, sids, headers)


def _may_hold(wing: PoolWing, sid: Sid, site: str) -> bool:
    """Tell whether something may be held through a site: a member's, or a former's."""
    if wing.plan.current.by_id(Ulid(site)) is not None:
        return True
    profile = profile_of(wing, sid) or Profile()
    through = {each for by_site in profile.visits.values() for each in by_site}
    return site in through | profile.consents.keys()
