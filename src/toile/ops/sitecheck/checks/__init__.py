"""One file a check: from what was seen to findings, without a browser."""

from toile.ops.sitecheck.checks.before import before
from toile.ops.sitecheck.checks.controllers import controllers
from toile.ops.sitecheck.checks.finding import CheckOf
from toile.ops.sitecheck.checks.kept import kept
from toile.ops.sitecheck.checks.maker import maker
from toile.ops.sitecheck.checks.mixed import mixed
from toile.ops.sitecheck.checks.no import no
from toile.ops.sitecheck.checks.policy import policy
from toile.ops.sitecheck.checks.prerender import prerender
from toile.ops.sitecheck.checks.present import present
from toile.ops.sitecheck.checks.reachable import reachable
from toile.ops.sitecheck.checks.refusal import refusal
from toile.ops.sitecheck.checks.routing import routing
from toile.ops.sitecheck.checks.third_parties import third_parties
from toile.ops.sitecheck.checks.tool import tool
from toile.ops.sitecheck.checks.withdrawal import withdrawal
from toile.ops.sitecheck.checks.yes import yes
from toile.ops.sitecheck.seen import Seen
from toile.wire.sitecheck import Finding

_ON_THE_PAGE: tuple[CheckOf, ...] = (
    present,
    tool,
    maker,
    before,
    refusal,
    controllers,
    yes,
    routing,
    prerender,
    no,
    kept,
    withdrawal,
    third_parties,
    policy,
    mixed,
)


def conclude(seen: Seen) -> tuple[Finding, ...]:
    """Make all findings, in the order in which they are told."""
    found = list(reachable(seen))
    if seen.opening is not None:
        for check in _ON_THE_PAGE:
            found += check(seen)
    return tuple(found)


__all__ = ["conclude"]
