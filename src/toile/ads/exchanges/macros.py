"""The macros that we place in our notices, and how what came back is read.

OpenRTB 2.6 §4.4: the exchange replaces ``${NAME}`` wherever it stands in nurl, burl,
lurl and adm; what it does not know becomes empty, a test rendering ``AUDIT``. Much
that comes back is neither: nothing of it may do harm, so that reading never fails.
"""

from collections.abc import Mapping
from enum import StrEnum

import msgspec

_UNREPLACED = ("${", "%24%7B", "%24%7b")
_LONGEST = 256


class Notice(StrEnum):
    """What an address tells: SPECS §1.5."""

    WIN = "nurl"
    """Won; never counts an impression."""

    BILL = "burl"
    """Billable; retried by servers until answered 200 or 204."""

    LOSS = "lurl"
    """Lost, with a reason and perhaps what would have won."""

    MARKUP = "adm"
    """The pixel in the markup: an impression that a browser saw."""


# Our parameter, the macro that stands in it. Kept short: they stand in each bid.
_IDS = (("a", "AUCTION_ID"), ("b", "AUCTION_BID_ID"), ("i", "AUCTION_IMP_ID"))
_PRICE = (("p", "AUCTION_PRICE"), ("c", "AUCTION_CURRENCY"))
_PLACED: dict[Notice, tuple[tuple[str, str], ...]] = {
    Notice.WIN: (*_IDS, *_PRICE, ("m", "AUCTION_MIN_TO_WIN")),
    Notice.BILL: (*_IDS, *_PRICE),
    Notice.LOSS: (*_IDS, *_PRICE, ("l", "AUCTION_LOSS"), ("m", "AUCTION_MIN_TO_WIN")),
    Notice.MARKUP: _PRICE,
}


class Told(msgspec.Struct, frozen=True):
    """What a notice says; what it does not say, or says as a test, is empty.

    ``price`` and ``min_to_win`` are left as they came, for ``price`` to read;
    ``loss`` is a reason of OpenRTB 3.0's list.
    """

    auction: str = ""
    bid: str = ""
    imp: str = ""
    price: str = ""
    currency: str = ""
    min_to_win: str = ""
    loss: int | None = None
    test: bool = False


def address(url: str, notice: Notice, *, encoded: bool = False) -> str:
    """Add to a URL of ours the macros of a notice.

    ``encoded`` asks for the price in base64. The macros stand bare: an exchange
    searches for these very characters, so they are not percent-encoded.
    """
    parts = (
        f"{name}=${{{macro}{':B64' if encoded and macro == 'AUCTION_PRICE' else ''}}}"
        for name, macro in _PLACED[notice]
    )
    return f"{url}{'&' if '?' in url else '?'}{'&'.join(parts)}"


def read(parameters: Mapping[str, str]) -> Told:
    """Read the parameters of a notice, percent-decoded, whatever they hold."""
    told = {name: _value(parameters.get(name, "")) for name in "abicl"}
    price, least = (parameters.get(name, "")[:_LONGEST] for name in "pm")
    return Told(
        auction=told["a"],
        bid=told["b"],
        imp=told["i"],
        price=price,
        currency=told["c"],
        min_to_win=least,
        loss=_code(told["l"]),
        test=any(_is_audit(parameters.get(name, "")) for name in "abicplm"),
    )


def _value(text: str) -> str:
    bare = text.strip()
    nothing = _is_audit(bare) or any(mark in bare for mark in _UNREPLACED)
    return "" if nothing else bare[:_LONGEST]


def _is_audit(text: str) -> bool:
    return text.strip().upper() == "AUDIT"


def _code(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 5 else None
