"""Can the site be opened at all: name, certificate, status, redirections, robots."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from toile.ops.sitecheck.checks.finding import note, ok, unknown
from toile.ops.sitecheck.seen import Seen
from toile.wire.sitecheck import Check, Finding, FindingCode

_IT = Check.REACHABLE


def reachable(seen: Seen) -> Iterator[Finding]:
    """Tell whether the first page was reached, and what to know of the way there."""
    if seen.failure is not None:
        # Nothing follows from a site that cannot be looked at: it may be its network.
        yield unknown(_IT, seen.failure, fact=seen.failure_fact)
    elif seen.opening is not None:
        yield ok(_IT, FindingCode.REACHED, status=str(seen.opening.status))
    if seen.opening is None:
        return
    asked, reached = (
        urlsplit(seen.brief.url).hostname,
        urlsplit(seen.final_url).hostname,
    )
    if asked != reached:
        yield note(_IT, FindingCode.REDIRECTED, host=reached or "")
    if seen.opening.robots:
        yield note(_IT, FindingCode.ROBOTS)
