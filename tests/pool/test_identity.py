"""Three ids, two keys: derived the same each time, turned back only by the pool."""

from hypothesis import given
from hypothesis import strategies as st

from toile.pool.identity import Identity
from toile.pool.keys import PoolKeys
from toile.wire.ids import Sid, Tid

UNION = Identity(
    PoolKeys(sid="11" * 32, aid="22" * 16, receipt="33" * 32, door="44" * 32)
)
OTHERS = Identity(
    PoolKeys(sid="55" * 32, aid="66" * 16, receipt="33" * 32, door="44" * 32)
)
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
