"""Toile's own scripts call nobody but Toile (FEATURES: syncs started by others)."""

from collections.abc import Iterator

from toile.ops.sitecheck.checks.finding import fault, ok
from toile.ops.sitecheck.seen import Seen
from toile.wire.sitecheck import Check, Finding, FindingCode

_IT = Check.THIRD_PARTIES


def third_parties(seen: Seen) -> Iterator[Finding]:
    """Look at the requests that a script of ours began."""
    strangers = sorted(set(seen.strangers))
    if strangers:
        yield fault(_IT, FindingCode.THIRD_PARTY, hosts=", ".join(strangers[:5]))
    else:
        yield ok(_IT, FindingCode.OURS_ALONE)
