"""Memberships that an earlier version stored are read."""

import base64
from pathlib import Path

import msgspec
import pytest

from toile.wire import audience

GOLDEN = Path(__file__).parent / "golden" / "audience-v1.ndjson"


class GoldenRecord(msgspec.Struct):
    """One line of the golden file."""

    record: str
    until_day: dict[str, int]


RECORDS = [
    msgspec.json.decode(line, type=GoldenRecord)
    for line in GOLDEN.read_bytes().splitlines()
]


@pytest.mark.parametrize("golden", RECORDS)
def test_a_membership_of_version_1_is_read(golden: GoldenRecord) -> None:
    membership = audience.decode(base64.b64decode(golden.record))

    assert membership == audience.Membership(golden.until_day)


def test_a_field_of_a_later_version_is_skipped() -> None:
    later = msgspec.msgpack.encode({"until_day": {"aea": 7}, "new": 1})

    assert audience.decode(later) == audience.Membership({"aea": 7})
