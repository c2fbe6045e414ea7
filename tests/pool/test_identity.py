"""Three ids, two keys: derived the same each time, turned back only by the pool."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toile.pool.identity import Identity, KeyVersionError, mark_of
from toile.pool.keys import IdKeys, PoolKeys
from toile.wire.ids import Sid, Tid

NOW = 1_000_000


def union(*ids: IdKeys, destroyed: frozenset[int] = frozenset()) -> PoolKeys:
    return PoolKeys(ids, b"\x33" * 32, b"\x44" * 32, destroyed)


FIRST = IdKeys(1, b"\x11" * 32, b"\x22" * 16)
SECOND = IdKeys(2, b"\x77" * 32, b"\x88" * 16, from_ms=NOW)
THIRD = IdKeys(3, b"\x99" * 32, b"\xaa" * 16, from_ms=NOW)
RETIRING = IdKeys(1, FIRST.sid, FIRST.aid, until_ms=NOW + 100)

UNION = Identity(union(FIRST), NOW)
OTHERS = Identity(union(IdKeys(1, b"\x55" * 32, b"\x66" * 16)), NOW)
ROTATED = Identity(union(SECOND, RETIRING), NOW)
SHREDDED = Identity(union(SECOND, destroyed=frozenset({1})), NOW)

ids = st.binary(min_size=16, max_size=16)


@given(ids)
def test_the_pool_turns_an_aid_back_into_its_sid(raw: bytes) -> None:
    sid = Sid(raw)

    assert UNION.sid_of(UNION.aid(sid)) == sid


@given(ids)
def test_an_id_depends_on_the_unions_keys(raw: bytes) -> None:
    tid = Tid(raw)

    assert UNION.sid(tid) != OTHERS.sid(tid)
    assert UNION.sid(tid) == UNION.sid(tid)
    assert UNION.sid(tid) != raw


def test_known_ids_never_change() -> None:
    sid = UNION.sid(Tid(bytes(range(16))))

    assert sid.hex() == "b14c4ce7913e19cb5608202abbecb115"
    assert UNION.aid(sid).hex() == "3269fa4d15629fc67435745658d46e74"


@given(ids)
def test_over_a_rotation_ids_of_both_versions_are_read(raw: bytes) -> None:
    tid = Tid(raw)
    before, after = UNION.sid(tid), ROTATED.sid(tid)

    assert ROTATED.earlier_sids(tid) == (before,)
    assert (ROTATED.version_of(before), ROTATED.version_of(after)) == (1, 2)
    assert ROTATED.aid(before) == UNION.aid(before)
    assert ROTATED.sid_of(UNION.aid(before)) == before
    assert ROTATED.sid_of(ROTATED.aid(after)) == after
    assert len(after) == len(ROTATED.aid(after)) == 16


def test_a_version_comes_into_force_at_its_time_and_reads_before_it() -> None:
    tid = Tid(bytes(16))
    early = Identity(union(SECOND, RETIRING), NOW - 1)

    assert early.sid(tid) == UNION.sid(tid)
    assert not early.earlier_sids(tid)
    # An edge whose clock is a little ahead has made one already.
    assert early.reads(ROTATED.sid(tid))
    assert early.sid_of(ROTATED.aid(ROTATED.sid(tid))) == ROTATED.sid(tid)


def test_a_version_reads_nothing_once_its_window_is_over() -> None:
    tid = Tid(bytes(16))
    over = Identity(union(SECOND, RETIRING), NOW + 100)

    assert not over.in_rotation
    assert not over.reads(UNION.sid(tid))
    assert over.sid_of(UNION.aid(UNION.sid(tid))) is None
    # What it left in the stores can still be taken out.
    assert over.aid(UNION.sid(tid)) == UNION.aid(UNION.sid(tid))


def test_ids_of_a_destroyed_version_lead_nowhere() -> None:
    old = UNION.sid(Tid(bytes(16)))

    assert not SHREDDED.reads(old)
    assert SHREDDED.sid_of(UNION.aid(old)) is None
    with pytest.raises(KeyVersionError):
        SHREDDED.aid(old)


def test_an_id_of_a_version_that_is_not_read_yet_is_never_taken_for_another() -> None:
    third = Identity(union(THIRD, SECOND), NOW).sid(Tid(bytes(16)))

    with pytest.raises(KeyVersionError, match="Key version 3"):
        SHREDDED.reads(third)
    with pytest.raises(KeyVersionError):
        SHREDDED.aid(third)


def test_an_id_of_before_versions_may_begin_like_any_mark_but_the_next() -> None:
    by_chance = Sid(mark_of(700) + bytes(12))

    assert UNION.version_of(by_chance) == 1
    assert UNION.sid_of(UNION.aid(by_chance)) == by_chance


def test_keys_show_nothing_of_themselves() -> None:
    shown = repr(union(SECOND, RETIRING)) + str(union(FIRST).ids)

    assert "w" * 4 not in shown
    assert "\\x" not in shown
    assert "7777" not in shown
