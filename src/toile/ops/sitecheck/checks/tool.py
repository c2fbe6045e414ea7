"""Which consent tool asks the visitors."""

from collections.abc import Iterator

from toile.ops.sitecheck.checks.finding import ok, warning
from toile.ops.sitecheck.seen import Seen
from toile.ops.sitecheck.tools import BY_CODE
from toile.wire.sitecheck import Check, Finding, FindingCode

_IT = Check.TOOL


def tool(seen: Seen) -> Iterator[Finding]:
    """Name the tool; one that nobody knows is known by its buttons alone."""
    opening = seen.opening
    if opening is None:
        return
    known = BY_CODE.get(opening.tool)
    if known is not None:
        yield ok(_IT, FindingCode.TOOL_KNOWN, tool=known.code, name=known.name)
    elif opening.accept is not None:
        yield warning(_IT, FindingCode.TOOL_UNKNOWN)
    else:
        yield warning(_IT, FindingCode.NO_TOOL)
