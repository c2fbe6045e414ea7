"""Shorthands with which checks write their findings."""

from collections.abc import Callable, Iterator

from toile.ops.sitecheck.seen import Seen
from toile.wire.sitecheck import Check, Finding, FindingCode, Weight

CheckOf = Callable[[Seen], Iterator[Finding]]


def ok(check: Check, code: FindingCode, **facts: str) -> Finding:
    """Write that something is as it should be."""
    return Finding(check, code, Weight.OK, facts)


def note(check: Check, code: FindingCode, **facts: str) -> Finding:
    """Write something worth knowing, neither good nor bad."""
    return Finding(check, code, Weight.NOTE, facts)


def warning(check: Check, code: FindingCode, **facts: str) -> Finding:
    """Write that something should be mended."""
    return Finding(check, code, Weight.WARNING, facts)


def fault(check: Check, code: FindingCode, **facts: str) -> Finding:
    """Write that something is wrong."""
    return Finding(check, code, Weight.FAULT, facts)


def unknown(
    check: Check, code: FindingCode = FindingCode.NOT_LOOKED, **facts: str
) -> Finding:
    """Write that something could not be looked at."""
    return Finding(check, code, Weight.UNKNOWN, facts)


def path_of(url: str) -> str:
    """Cut an address down to what a person can read: no scheme, no query."""
    return url.partition("?")[0].partition("://")[2][:120]
