"""Nothing before a choice: no request to a collecting door, no cookie, no storage.

DESIGN §5, rule 1; article 82 of the French data protection act (SPECS §3).
"""

from collections.abc import Iterator

from toile.ops.sitecheck.checks.finding import fault, ok, path_of, warning
from toile.ops.sitecheck.seen import Seen
from toile.wire.sitecheck import Check, Finding, FindingCode

_IT = Check.BEFORE
# Cookies of measures and advertising that are known not to be exempt from consent.
_TRACKERS = (
    "_ga",
    "_gid",
    "_gcl_",
    "_fbp",
    "_fbc",
    "_hj",
    "_uet",
    "_tt_",
    "IDE",
    "NID",
)


def before(seen: Seen) -> Iterator[Finding]:
    """Look at what was asked and kept before any button was pressed."""
    opening = seen.opening
    if opening is None:
        return
    if opening.asked:
        first = opening.asked[0]
        yield fault(_IT, FindingCode.FIRED_BEFORE, what=path_of(first.url))
    if opening.stored:
        yield fault(_IT, FindingCode.STORED_BEFORE, what=", ".join(opening.stored))
    if not (opening.asked or opening.stored):
        yield ok(_IT, FindingCode.SILENT_BEFORE)
    trackers = [name for name in opening.others_stored if name.startswith(_TRACKERS)]
    if trackers:
        names = ", ".join(trackers)
        yield warning(_IT, FindingCode.OTHERS_STORED_BEFORE, what=names)
