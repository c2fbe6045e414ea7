"""The two refusals that every reporting door of the pool may give."""

from toile.edge.pool.wing import PoolWing
from toile.edge.server import problem

_SUSPENDED = {
    "check": "A check saw it collect without consent; the portal says what to mend.",
    "union": "The union suspended it; its reason is in the portal.",
}


def unknown_site(wing: PoolWing, door: str, key: str) -> bytes:
    """Refuse a pixel key that is no member's, or whose site is suspended.

    404 for both: at a 403 the pixel throws a visitor's receipt away, which is good
    again once the suspension is lifted.
    """
    suspended = wing.plan.current.suspended(key)
    if suspended is not None:
        wing.counters.count(door, "suspended_site")
        why = _SUSPENDED[suspended.reason]
        return problem(404, "Suspended site", why, code="suspended_site", field="site")
    wing.counters.count(door, "unknown_site")
    return problem(
        404,
        "Unknown site",
        "No member site has this key; copy the lines again from the portal.",
        code="unknown_site",
        field="site",
    )


def foreign_origin(wing: PoolWing, door: str) -> bytes:
    """Refuse a page that is not the site's own."""
    wing.counters.count(door, "foreign_origin")
    return problem(
        403,
        "Foreign origin",
        "This page is not on the site that the key belongs to.",
        code="foreign_origin",
    )
