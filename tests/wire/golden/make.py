"""Write the golden records of the present version of events, tokens and audience.

Lines that are there stay as they are: what has been sealed or stored must be read.
"""

import base64
from pathlib import Path
from typing import Any
from unittest import mock

import msgspec

from toile.wire import audience, events, tokens
from toile.wire.ids import Aid, Sid, Ulid
from toile.wire.money import Money

FOLDER = Path(__file__).parent
KEY = b"the golden tokens' own key: none"

IDS = [Ulid(f"01M85275QPHZD88PEEFXQ0HCT{letter}") for letter in "ABCDEFGH"]
SID = Sid(b"pool-id-16-bytes")
EARLIER = Sid(b"pool-id--earlier")
AID = Aid(b"ads-id--16-bytes")
AT_MS = 1_795_466_434_294

_NOTICE: dict[str, Any] = {
    "id": IDS[0],
    "at_ms": AT_MS,
    "impression": IDS[1],
    "line": IDS[2],
    "creative": IDS[3],
    "placement": IDS[4],
    "exchange": IDS[6],
    "bid": Money(4_000_000),
}

EVENTS: list[events.AnyEvent] = [
    events.Consent(
        id=IDS[0],
        at_ms=AT_MS,
        site=IDS[1],
        choice="yes",
        tool="orejime",
        tool_version="3.2.1",
        text_version="1",
        language="fr",
        purposes=(1, 3, 4, 7),
        controllers=("Le Royal", "SCARE", "Klox"),
        sid=SID,
    ),
    events.Visit(
        id=IDS[0],
        at_ms=AT_MS,
        site=IDS[1],
        cinema=IDS[2],
        page="/film/pamfir",
        yes_ms=AT_MS - 1,
        film="Le Serment de Pamfir",
        sid=SID,
    ),
    events.Erasure(id=IDS[0], at_ms=AT_MS, sid=SID),
    events.Consent(
        id=IDS[0],
        at_ms=AT_MS,
        site=IDS[1],
        choice="no",
        tool="tarteaucitron",
        device="mobile",
    ),
    events.Consent(
        id=IDS[0],
        at_ms=AT_MS,
        site=IDS[1],
        choice="yes",
        tool="tcf",
        tool_version="880.1",
        tc_string="CQSbk4AQSbk4ANwAAAENAwCgAAAAAAAAAAYgACPAAAAA.YAAAAAAAAAAA",
        sid=SID,
    ),
    events.Consent(
        id=IDS[0],
        at_ms=AT_MS,
        site=IDS[1],
        choice="yes",
        tool="tcf",
        tc_hash="0123456789abcdef0123456789abcdef",
        refusal="tc_string",
    ),
    events.Impression(
        id=IDS[0],
        at_ms=AT_MS,
        impression=IDS[1],
        line=IDS[2],
        creative=IDS[3],
        placement=IDS[4],
        price=Money(8_000_000),
        aid=AID,
    ),
    events.View(
        id=IDS[0],
        at_ms=AT_MS,
        impression=IDS[1],
        line=IDS[2],
        creative=IDS[3],
        placement=IDS[4],
    ),
    events.VideoProgress(
        id=IDS[0],
        at_ms=AT_MS,
        impression=IDS[1],
        line=IDS[2],
        creative=IDS[3],
        placement=IDS[4],
        reached="midpoint",
    ),
    events.Click(
        id=IDS[0],
        at_ms=AT_MS,
        impression=IDS[1],
        served_ms=AT_MS - 5_000,
        campaign=IDS[5],
        line=IDS[2],
        creative=IDS[3],
        placement=IDS[4],
        aid=AID,
        cookie_aid=AID,
        agent="browser",
    ),
    events.Assignment(
        id=IDS[0],
        at_ms=AT_MS,
        campaign=IDS[5],
        line=IDS[2],
        placement=IDS[4],
        held_out=True,
        allocine_id=254_025,
        film_title="L’Ombre de Staline",
        aid=AID,
    ),
    events.Supply(
        id=IDS[0],
        at_ms=AT_MS,
        cells=(
            events.SupplyCell(IDS[4], "", 40, 12, 30, 9),
            events.SupplyCell(IDS[4], "83", 7),
        ),
    ),
    events.Impression(
        id=IDS[0],
        at_ms=AT_MS,
        impression=IDS[1],
        line=IDS[2],
        creative=IDS[3],
        placement=IDS[4],
        price=Money(3_750_000),
        exchange=IDS[6],
        cost=Money(3_000_000),
    ),
    events.Supply(
        id=IDS[0],
        at_ms=AT_MS,
        auctions=(
            events.AuctionCell(IDS[6], requests=40),
            events.AuctionCell(IDS[6], IDS[2], bids=7),
        ),
    ),
    events.Win(**_NOTICE, cost=Money(3_000_000)),
    events.Win(**_NOTICE, cost=Money(3_200_000), to_win=Money(2_750_000)),
    events.Bill(**_NOTICE, cost=Money(3_000_000), price=Money(3_750_000)),
    events.Loss(**_NOTICE, reason=102, to_win=Money(4_100_000)),
    events.Rekeyed(id=IDS[0], at_ms=AT_MS, sid=SID, previous=EARLIER),
    events.Erasure(
        id=IDS[0], at_ms=AT_MS, sid=SID, number="7K2M9QX4T0ABCDEF", objects=True
    ),
]


def line(event: events.AnyEvent) -> bytes:
    """Write one golden line."""
    record = base64.b64encode(events.encode(event)).decode()
    told = msgspec.json.decode(msgspec.json.encode(event))
    return msgspec.json.encode({"record": record, "event": told}) + b"\n"


TOKENS: list[tokens.Token] = [
    tokens.ImpressionToken(
        expires_ms=AT_MS,
        impression=IDS[1],
        line=IDS[2],
        creative=IDS[3],
        placement=IDS[4],
        aid=AID,
        price=Money(8_000_000),
    ),
    tokens.ClickToken(
        expires_ms=AT_MS,
        impression=IDS[1],
        line=IDS[2],
        creative=IDS[3],
        placement=IDS[4],
        aid=AID,
        served_ms=AT_MS - 5_000,
        campaign=IDS[5],
        allocine_id=254_025,
    ),
    tokens.BidToken(
        expires_ms=AT_MS,
        impression=IDS[1],
        line=IDS[2],
        creative=IDS[3],
        placement=IDS[4],
        aid=AID,
        exchange=IDS[6],
        bid=Money(4_000_000),
        bid_ms=AT_MS - 5_000,
    ),
    tokens.BidToken(
        expires_ms=AT_MS,
        impression=IDS[1],
        line=IDS[2],
        creative=IDS[3],
        placement=IDS[4],
        exchange=IDS[6],
        bid=Money(4_000_000),
        bid_ms=AT_MS - 5_000,
        priced=True,
    ),
    tokens.WhyToken(expires_ms=AT_MS, line=IDS[2], placement=IDS[4]),
    tokens.ReceiptToken(expires_ms=AT_MS, sid=SID, site=IDS[1], given_ms=AT_MS - 1),
    tokens.OfferToken(expires_ms=AT_MS, sid=SID, site=IDS[1], given_ms=AT_MS - 1),
    tokens.HandoverToken(
        expires_ms=AT_MS, aid=AID, nonce=b"nonce-of-a-while", until_ms=AT_MS + 1
    ),
    tokens.HandoverToken(expires_ms=AT_MS, aid=AID, forget=True),
    tokens.HandoverToken(
        expires_ms=AT_MS, aid=AID, forget=True, earlier=Aid(b"ads-id---earlier")
    ),
]

MEMBERSHIPS = [audience.Membership({}), audience.Membership({"aea": 20_780, "x": 0})]


def sealed(token: tokens.Token) -> bytes:
    """Write one golden line of a token."""
    # Always alike, so that a line is there or not.
    with mock.patch("os.urandom", bytes):
        text = tokens.Sealer(KEY).seal(token)
    kind = type(token).__name__
    return (
        msgspec.json.encode({"kind": kind, "sealed": text, "token": fields(token)})
        + b"\n"
    )


def fields(token: tokens.Token) -> dict[str, object]:
    """Tell a token's fields by name, as JSON does."""
    told: dict[str, object] = msgspec.to_builtins(msgspec.structs.asdict(token))
    return told


def stored(membership: audience.Membership) -> bytes:
    """Write one golden line of the audience."""
    record = base64.b64encode(audience.encode(membership)).decode()
    told = {"record": record, "until_day": membership.until_day}
    return msgspec.json.encode(told) + b"\n"


def add(name: str, lines: list[bytes]) -> None:
    """Add to a golden file what it lacks."""
    path = FOLDER / name
    there = path.read_bytes().splitlines(keepends=True) if path.exists() else []
    path.write_bytes(b"".join([*there, *(each for each in lines if each not in there)]))


if __name__ == "__main__":
    add("events-v1.ndjson", [line(event) for event in EVENTS])
    add("tokens-v1.ndjson", [sealed(token) for token in TOKENS])
    add("audience-v1.ndjson", [stored(membership) for membership in MEMBERSHIPS])
