"""The banner names every controller (CNIL 2020-092; SPECS §3.1)."""

import re
import unicodedata
from collections.abc import Iterator

from toile.ops.sitecheck.checks.finding import fault, ok, unknown
from toile.ops.sitecheck.seen import Seen
from toile.wire.sitecheck import Check, Finding, FindingCode

_IT = Check.CONTROLLERS


def controllers(seen: Seen) -> Iterator[Finding]:
    """Look for each name in the words of the first layer."""
    opening = seen.opening
    if opening is None:
        return
    names = [one.name for one in seen.brief.controllers]
    if not names:
        yield unknown(_IT, FindingCode.CONTROLLERS_UNKNOWN)
    elif not opening.banner_text:
        yield unknown(_IT, FindingCode.BANNER_UNSEEN)
    else:
        read = _plain(opening.banner_text)
        missing = [name for name in names if _plain(name) not in read]
        if missing:
            yield fault(_IT, FindingCode.CONTROLLERS_UNNAMED, names=", ".join(missing))
        else:
            yield ok(_IT, FindingCode.CONTROLLERS_NAMED, names=", ".join(names))


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text)
    kept = "".join(one for one in letters if not unicodedata.combining(one))
    return re.sub(r"\W+", " ", kept).casefold().strip()
