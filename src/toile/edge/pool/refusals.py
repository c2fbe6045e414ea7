"""The two refusals that every reporting door of the pool may give."""

from toile.edge.pool.wing import PoolWing
from toile.edge.server import problem


def unknown_site(wing: PoolWing, door: str) -> bytes:
    """Refuse a pixel key that is no member's."""
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
