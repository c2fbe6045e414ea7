"""The choice is kept: nobody is asked again on the next page (CNIL 2020-092, § 36)."""

from collections.abc import Iterator

from toile.ops.sitecheck.checks.finding import fault, ok, unknown
from toile.ops.sitecheck.seen import Seen
from toile.wire.sitecheck import Check, Finding, FindingCode

_IT = Check.KEPT


def kept(seen: Seen) -> Iterator[Finding]:
    """Look whether the banner came back, after a yes and after a no."""
    again = []
    if seen.yes is not None and seen.yes.pressed and seen.yes.asked_again:
        again.append("yes")
    if seen.no is not None and seen.no.pressed and seen.no.asked_again:
        again.append("no")
    if again:
        yield fault(_IT, FindingCode.ASKED_AGAIN, after=" ".join(again))
    elif seen.no is not None and seen.no.pressed:
        yield ok(_IT, FindingCode.CHOICE_KEPT)
    else:
        yield unknown(_IT)
