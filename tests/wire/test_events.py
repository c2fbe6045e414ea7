"""Records of every released version are read; unknown fields are skipped.

``golden/events-v1.ndjson`` holds one record of each kind as base64 MessagePack beside
the event it is. Renew after adding a kind: ``python tests/wire/golden/make.py``; lines
that are there may never change.
"""

import base64
from pathlib import Path

import msgspec
import pytest

from toile.wire import events

GOLDEN = Path(__file__).parent / "golden" / "events-v1.ndjson"


class GoldenRecord(msgspec.Struct):
    """One line of the golden file."""

    record: str
    event: dict[str, object]


RECORDS = [
    msgspec.json.decode(line, type=GoldenRecord)
    for line in GOLDEN.read_bytes().splitlines()
]


@pytest.mark.parametrize(
    "golden", RECORDS, ids=[str(golden.event["t"]) for golden in RECORDS]
)
def test_a_record_of_version_1_is_read(golden: GoldenRecord) -> None:
    event = events.decode(base64.b64decode(golden.record))

    assert msgspec.json.decode(msgspec.json.encode(event)) == golden.event


def test_every_kind_of_event_has_a_golden_record() -> None:
    kinds = {golden.event["t"] for golden in RECORDS}

    assert kinds == {kind.__struct_config__.tag for kind in events.AnyEvent.__args__}


def test_a_field_of_a_later_version_is_skipped() -> None:
    later = {"t": "erasure", "id": "01M85275QPHZD88PEEFXQ0HCTB", "at_ms": 5, "new": 1}

    assert events.decode(msgspec.msgpack.encode(later)) == events.Erasure(
        id=events.Ulid("01M85275QPHZD88PEEFXQ0HCTB"), at_ms=5
    )


@pytest.mark.parametrize("record", [b"", b"\xc1", b"\x81\xa1t\xa5dance", b"\x90"])
def test_what_is_no_event_is_an_error_not_a_crash(record: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        events.decode(record)
