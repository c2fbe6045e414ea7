"""A string of a tool that had been deleted when it wrote it is no yes."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from tc_writer import LATE_MS, Written, any_written

from toile.consent.tcf import (
    CmpList,
    CmpListRefusal,
    TcfRefusal,
    TcString,
    decode,
    read_cmps,
    registered,
    string_permissions,
)
from toile.consent.tcf.cmps import cmp_of
from toile.wire.clock import MS_A_DAY

US = 755


def raw(**entry: Any) -> bytes:
    tool = {"id": 92, "name": "Un outil", "isCommercial": True}
    other = {"id": 6, "name": "Un autre", "isCommercial": False}
    cmps = {"92": {**tool, **entry}, "6": other}
    return json.dumps({"lastUpdated": "2026-11-26T16:00:00Z", "cmps": cmps}).encode()


def good(document: bytes) -> CmpList:
    found = read_cmps(document, None)
    assert isinstance(found, CmpList)
    return found


def test_deleted_tools_are_told_by_their_moment() -> None:
    assert good(raw()).deleted_ms == {}
    found = good(raw(deletedDate="2026-09-01T00:00:00Z"))
    assert found.deleted_ms == {92: LATE_MS}
    # A list that names no zone means UTC.
    assert good(raw(deletedDate="2026-09-01T00:00:00")).deleted_ms == {92: LATE_MS}


@pytest.mark.parametrize(
    ("document", "refusal"),
    [
        (b"", CmpListRefusal.UNREADABLE),
        (b"<html>", CmpListRefusal.UNREADABLE),
        (raw()[:-5], CmpListRefusal.UNREADABLE),
        (b"[" * 100_000, CmpListRefusal.UNREADABLE),
        (raw(deletedDate="hier"), CmpListRefusal.UNREADABLE),
        (raw(id=4096), CmpListRefusal.UNREADABLE),
        (raw(id=93), CmpListRefusal.NO_TOOLS),
        (b'{"lastUpdated":"2026-11-26T16:00:00Z","cmps":{}}', CmpListRefusal.NO_TOOLS),
    ],
)
def test_what_is_no_list_is_refused(document: bytes, refusal: CmpListRefusal) -> None:
    assert read_cmps(document, None) is refusal


def test_an_older_list_does_not_replace_a_newer_one() -> None:
    later = datetime(2026, 11, 27, tzinfo=UTC)
    assert read_cmps(raw(), later) is CmpListRefusal.OLDER


@given(any_written)
def test_the_tool_of_any_string_is_found_by_its_place(written: Written) -> None:
    text = written.text()
    found = decode(text)
    assert isinstance(found, TcString)
    assert cmp_of(text) == found.cmp_id


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_string_from_the_day_of_the_deletion_on_grants_nothing(days: int) -> None:
    text = Written().text()
    deleted = {92: LATE_MS + days * MS_A_DAY, 6: 0}
    found = string_permissions(text, registered(US, {}, deleted), LATE_MS)
    if days > 0:
        assert found.target
    else:
        assert found.tc_string is TcfRefusal.DELETED_TOOL
        assert not found.identified
        assert not found.contextual
