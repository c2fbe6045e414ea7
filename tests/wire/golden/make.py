"""Write the golden records of the present version of each kind of event."""

import base64
from pathlib import Path

import msgspec

from toile.wire import events
from toile.wire.ids import Aid, Sid, Ulid
from toile.wire.money import Money

IDS = [Ulid(f"01M85275QPHZD88PEEFXQ0HCT{letter}") for letter in "ABCDEFGH"]
SID = Sid(b"pool-id-16-bytes")
AID = Aid(b"ads-id--16-bytes")
AT_MS = 1_795_466_434_294

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
]


def line(event: events.AnyEvent) -> bytes:
    """Write one golden line."""
    record = base64.b64encode(events.encode(event)).decode()
    told = msgspec.json.decode(msgspec.json.encode(event))
    return msgspec.json.encode({"record": record, "event": told}) + b"\n"


if __name__ == "__main__":
    path = Path(__file__).parent / "events-v1.ndjson"
    path.write_bytes(b"".join(line(event) for event in EVENTS))
