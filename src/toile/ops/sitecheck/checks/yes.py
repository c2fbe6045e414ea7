"""After a yes the pixel speaks: its proof, and a visit on each page."""

from collections.abc import Iterator

from toile.ops.sitecheck.checks.finding import fault, ok, unknown, warning
from toile.ops.sitecheck.seen import Seen
from toile.wire.sitecheck import Check, Finding, FindingCode

_IT = Check.YES


def yes(seen: Seen) -> Iterator[Finding]:
    """Look at what followed a yes, and at a second page."""
    after = seen.yes
    if after is None:
        yield unknown(_IT)
        return
    if not after.pressed:
        yield unknown(_IT, FindingCode.YES_NOT_PRESSED)
        return
    proven = any(one.proof == "yes" for one in after.asked)
    if not proven:
        yield fault(_IT, FindingCode.MUTE_AFTER_YES)
    elif not any(one.is_visit for one in after.asked):
        yield fault(_IT, FindingCode.YES_ALONE)
    else:
        yield ok(_IT, FindingCode.FIRED_AFTER_YES)
    visited = after.next_asked is None or any(o.is_visit for o in after.next_asked)
    if proven and not visited:
        yield warning(_IT, FindingCode.NEXT_PAGE_MUTE)
