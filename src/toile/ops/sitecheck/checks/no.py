"""After a no: silence, but for the proof of the no, which carries no id."""

from collections.abc import Iterator

from toile.ops.sitecheck.checks.finding import fault, ok, path_of, unknown
from toile.ops.sitecheck.seen import Seen
from toile.wire.sitecheck import Check, Finding, FindingCode

_IT = Check.NO


def no(seen: Seen) -> Iterator[Finding]:
    """Look at what was asked and kept after a no, on that page and on the next."""
    after = seen.no
    if after is None:
        yield unknown(_IT)
        return
    if not after.pressed:
        yield unknown(_IT, FindingCode.NO_NOT_PRESSED)
        return
    collected = [one for one in after.asked if one.collects]
    if collected:
        yield fault(_IT, FindingCode.FIRED_AFTER_NO, what=path_of(collected[0].url))
    if after.stored:
        yield fault(_IT, FindingCode.STORED_AFTER_NO, what=", ".join(after.stored))
    if not (collected or after.stored):
        yield ok(_IT, FindingCode.SILENT_AFTER_NO)
