"""The bid response (§4.2), written with integers for money.

Prices leave as JSON numbers, made of micro-euros without a float in between.
"""

import msgspec

from toile.wire.money import MICROS_A_EURO, Money


class DsaParams(msgspec.Struct, frozen=True, gc=False):
    """Who used which data: 1 profiling, 2 basic advertising (EXT-dsa_transparency)."""

    domain: str
    dsaparams: tuple[int, ...]


class Dsa(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Who is advertised for, who paid, and whether the ad itself says so."""

    behalf: str
    paid: str
    transparency: tuple[DsaParams, ...] = ()
    adrender: int | None = None


class BidExt(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Extensions of a bid."""

    dsa: Dsa | None = None


class Bid(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """§4.2.3. ``price`` is the raw JSON number that ``price_of`` makes."""

    id: str
    impid: str
    price: msgspec.Raw
    mtype: int
    adid: str | None = None
    nurl: str | None = None
    burl: str | None = None
    lurl: str | None = None
    adm: str | None = None
    adomain: tuple[str, ...] | None = None
    iurl: str | None = None
    cid: str | None = None
    crid: str | None = None
    cat: tuple[str, ...] | None = None
    cattax: int | None = None
    attr: tuple[int, ...] | None = None
    apis: tuple[int, ...] | None = None
    protocol: int | None = None
    language: str | None = None
    dealid: str | None = None
    w: int | None = None
    h: int | None = None
    exp: int | None = None
    dur: int | None = None
    ext: BidExt | None = None


class SeatBid(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """§4.2.2."""

    bid: tuple[Bid, ...]
    seat: str | None = None


class BidResponse(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """§4.2.1. ``nbr`` says why there is no bid, where the exchange asks for it."""

    id: str
    seatbid: tuple[SeatBid, ...] = ()
    bidid: str | None = None
    cur: str | None = None
    nbr: int | None = None


class WrittenSeat(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A ``SeatBid`` of bids that are JSON already."""

    bid: tuple[msgspec.Raw, ...]
    seat: str | None = None


class WrittenResponse(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A ``BidResponse`` of such seats."""

    id: str
    seatbid: tuple[WrittenSeat, ...]
    cur: str | None = None


encode = msgspec.json.Encoder().encode


def price_of(cpm: Money) -> msgspec.Raw:
    """Write micro-euros for 1000 impressions as the JSON number of euros."""
    euros, micros = divmod(cpm, MICROS_A_EURO)
    return msgspec.Raw(b"%d.%06d" % (euros, micros))
