"""Refusing is as easy as accepting: on the first layer, and as easily seen.

CNIL, délibération 2020-092, § 30-34 (SPECS §3.1).
"""

from collections.abc import Iterator

from toile.ops.sitecheck.checks.finding import fault, ok, unknown, warning
from toile.ops.sitecheck.seen import Box, Seen
from toile.wire.sitecheck import Check, Finding, FindingCode

_IT = Check.REFUSAL
_LEAST_AREA = 0.5
_LEAST_LETTERS = 0.8


def refusal(seen: Seen) -> Iterator[Finding]:
    """Compare the two buttons of the first layer."""
    opening = seen.opening
    if opening is None:
        return
    yes, no = opening.accept, opening.refuse
    if yes is None and no is None:
        yield unknown(_IT, FindingCode.BANNER_UNSEEN)
    elif no is None:
        yield fault(_IT, FindingCode.REFUSAL_ABSENT)
    elif yes is not None and _is_faint(no, yes):
        yield warning(_IT, FindingCode.REFUSAL_FAINT, no=no.words, yes=yes.words)
    else:
        yield ok(_IT, FindingCode.REFUSAL_THERE, no=no.words)


def _is_faint(no: Box, yes: Box) -> bool:
    area = no.width * no.height < _LEAST_AREA * yes.width * yes.height
    return area or no.letters < _LEAST_LETTERS * yes.letters
