"""What a replay reads: a file, the plan, the operator's keys, the ads space."""

import sys
from pathlib import Path
from typing import cast

from toile.ads import keys as ads_keys
from toile.edge.wings import ADS_TABLES
from toile.profiles import Space, open_space
from toile.settings import Settings
from toile.wire import plan as plans
from toile.wire.errors import PlanError, ProfileError, ToileError
from toile.wire.exchanges import Exchange
from toile.wire.openrtb import BidRequest, decode
from toile.wire.plan import AdsPlan

STANDARD_INPUT = Path("-")
_MOST_BYTES = 1_048_576


class InputError(ToileError):
    """What was given cannot be replayed."""


class Nothing:
    """A space that holds nothing, in place of one that cannot be opened."""

    def get(self, table: str, key: bytes) -> bytes | None:
        """Find nothing."""
        return None


def read_request(path: Path) -> BidRequest:
    """Read a bid request; raises ``InputError`` for what the bidder would refuse."""
    name = "standard input" if path == STANDARD_INPUT else str(path)
    try:
        if path == STANDARD_INPUT:
            body = sys.stdin.buffer.read(_MOST_BYTES + 1)
        else:
            with path.open("rb") as file:
                body = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise InputError(
            name, f"it cannot be read: {error.strerror}", "Give a file with a request"
        ) from error
    if len(body) > _MOST_BYTES:
        raise InputError(
            name,
            "it is over 1 MB, which the bidder answers with 413",
            "Give one request",
        )
    try:
        return decode(body)
    except (ValueError, RecursionError) as error:
        cause = str(error) or "it is nested too deep"
        raise InputError(
            name,
            f"it is no bid request, and would be answered with 400: {cause}",
            "Give one BidRequest object of OpenRTB 2.6 as JSON",
        ) from error


def read_plan(path: Path) -> AdsPlan:
    """Read the plan; raises ``InputError`` for what is none."""
    try:
        return plans.decode(path.read_bytes(), AdsPlan)
    except OSError as error:
        raise InputError(
            str(path),
            f"the plan cannot be read: {error.strerror}",
            "Start the worker, or give a plan with --plan",
        ) from error
    except PlanError as error:
        raise InputError(str(path), error.cause, error.remedy.rstrip(".")) from error


def exchange_of(plan: AdsPlan, slug: str) -> Exchange:
    """Find the exchange that asks; without a name, the only one there is."""
    known = {exchange.slug: exchange for exchange in plan.exchanges}
    if not slug and len(known) == 1:
        return next(iter(known.values()))
    if slug in known:
        return known[slug]
    names = ", ".join(sorted(known)) or "none"
    raise InputError(
        slug or "--exchange",
        "the plan has no such exchange" if slug else "it is not said who asks",
        f"Exchanges of this plan: {names}",
    )


def open_ads(settings: Settings) -> Space:
    """Open the ads wing's space; nothing is in it where there is none."""
    try:
        return open_space(settings.profiles, "ads", ADS_TABLES, read_only=True)
    except ProfileError:
        # Nothing else is asked of it.
        return cast("Space", Nothing())


def partner_key(settings: Settings) -> bytes | None:
    """Read the key of exchanges' ids; ``None`` where this machine does not hold it."""
    try:
        document = settings.ads_keys.read_bytes()
    except OSError:
        return None
    return bytes.fromhex(ads_keys.read(document, str(settings.ads_keys)).partners)
