"""Does the site's Content-Security-Policy let the pixel load and speak?"""

from collections.abc import Iterator

from toile.ops.sitecheck.checks.finding import fault, ok
from toile.ops.sitecheck.seen import Seen
from toile.ops.sitecheck.stand_in import origin_of
from toile.wire.sitecheck import Check, Finding, FindingCode

_IT = Check.POLICY


def policy(seen: Seen) -> Iterator[Finding]:
    """Look at what the browser held back for it."""
    held = sorted({one.url for one in seen.blocked if one.reason == "csp"})
    if held:
        hosts = " ".join(sorted({origin_of(url) for url in held}))
        yield fault(_IT, FindingCode.POLICY_BLOCKS, what=", ".join(held), hosts=hosts)
    else:
        yield ok(_IT, FindingCode.POLICY_LETS)
