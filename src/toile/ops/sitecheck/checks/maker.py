"""What the site is made with, so that its tutorial fits (SPECS §9.2)."""

from collections.abc import Iterator

from toile.ops.sitecheck.checks.finding import note
from toile.ops.sitecheck.seen import Seen
from toile.wire.sitecheck import Check, Finding, FindingCode

_IT = Check.MAKER


def maker(seen: Seen) -> Iterator[Finding]:
    """Name the maker."""
    if seen.opening is None:
        return
    if seen.opening.maker:
        yield note(_IT, FindingCode.MAKER_KNOWN, maker=seen.opening.maker)
    else:
        yield note(_IT, FindingCode.MAKER_UNKNOWN)
