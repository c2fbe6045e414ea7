"""A yes is taken back as easily as it is given (GDPR art. 7(3))."""

from collections.abc import Iterator

from toile.ops.sitecheck.checks.finding import fault, ok, path_of, unknown, warning
from toile.ops.sitecheck.seen import Seen
from toile.wire.sitecheck import Check, Finding, FindingCode

_IT = Check.WITHDRAWAL


def withdrawal(seen: Seen) -> Iterator[Finding]:
    """Look at the way back, at what the pool was told, and at the silence after."""
    after = seen.yes
    if after is None or not any(one.proof == "yes" for one in after.asked):
        yield unknown(_IT)
        return
    if not (after.reopened and after.taken_back):
        yield warning(_IT, FindingCode.NO_WAY_BACK)
        return
    told = any(one.proof == "withdrawal" for one in after.back_asked)
    collected = [one for one in after.after_back if one.collects]
    if collected:
        what = path_of(collected[0].url)
        # A no that was given after a yes: it must hold as any other.
        yield fault(Check.NO, FindingCode.FIRED_AFTER_NO, what=what)
    if told:
        yield ok(_IT, FindingCode.WITHDRAWN)
    else:
        yield fault(_IT, FindingCode.WITHDRAWAL_UNTOLD)
