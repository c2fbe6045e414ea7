"""What a replay tells: the request, each impression, each way to buy it, each line."""

from typing import Literal

import msgspec

Outcome = Literal["chosen", "outbid", "already_on_page", "refused"]


class Reason(msgspec.Struct, frozen=True):
    """Why not: OpenRTB's number, our name for it, and what it means."""

    nbr: int
    name: str
    words: str


class ToldLine(msgspec.Struct, frozen=True):
    """One line: what it bids for 1000 (micro-euros), and what stood in its way.

    ``price`` is what was bid for the chosen line, else 0.
    """

    line: str
    film: str
    distributor: str
    bid: int
    outcome: Outcome
    price: int = 0
    reasons: tuple[Reason, ...] = ()


class Way(msgspec.Struct, frozen=True):
    """By one deal (its code) or in the open market; ``floor`` is in micro-euros."""

    deal: str | None
    places: tuple[str, ...]
    floor: int
    lines: tuple[ToldLine, ...]


class ToldImp(msgspec.Struct, frozen=True):
    """One impression; ``refused`` for all lines alike, or the ways to buy it."""

    id: str
    refused: Reason | None = None
    ways: tuple[Way, ...] = ()


class Told(msgspec.Struct, frozen=True):
    """The whole request. ``reader`` is what could be known of who was named."""

    request: str
    exchange: str
    plan: int
    targets: bool
    contextual: bool
    consent: str
    reader: str
    notes: tuple[str, ...] = ()
    refused: Reason | None = None
    imps: tuple[ToldImp, ...] = ()
