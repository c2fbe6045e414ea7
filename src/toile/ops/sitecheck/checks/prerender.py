"""A page that is only rendered ahead is nobody's visit (SPECS §4)."""

from collections.abc import Iterator

from toile.ops.sitecheck.checks.finding import fault, ok, unknown
from toile.ops.sitecheck.seen import Seen
from toile.wire.sitecheck import Check, Finding, FindingCode

_IT = Check.PRERENDER


def prerender(seen: Seen) -> Iterator[Finding]:
    """Look at what was asked before and after the page came before eyes."""
    after = seen.yes
    if after is None or after.unseen is None:
        yield unknown(_IT)
    elif after.unseen:
        yield fault(_IT, FindingCode.FIRED_UNSEEN)
    elif any(one.is_visit for one in after.shown):
        yield ok(_IT, FindingCode.WAITS_FOR_EYES)
    else:
        # Without a visit afterwards its silence says nothing.
        yield unknown(_IT)
