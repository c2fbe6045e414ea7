"""Sites that change page without loading one: each page is a visit (SPECS §9.2)."""

from collections.abc import Iterator

from toile.ops.sitecheck.checks.finding import ok, unknown, warning
from toile.ops.sitecheck.seen import Seen
from toile.wire.sitecheck import Check, Finding, FindingCode

_IT = Check.ROUTING


def routing(seen: Seen) -> Iterator[Finding]:
    """Look whether a changed address was reported."""
    after = seen.yes
    speaks = after is not None and any(one.is_visit for one in after.asked)
    if after is None or after.routed is None or not speaks:
        yield unknown(_IT)
    elif any(one.is_visit for one in after.routed):
        yield ok(_IT, FindingCode.EACH_PAGE)
    else:
        yield warning(_IT, FindingCode.FIRST_PAGE_ALONE)
