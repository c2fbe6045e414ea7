"""The id that an exchange gets: its own, good for nobody else, made of no table."""

from hypothesis import given
from hypothesis import strategies as st

from toile.ads.exchanges.identity import Partner
from toile.wire.ids import Aid, Ulid

MASTER = b"m" * 32
ONE, OTHER = (Ulid("01M85275QPHZD88PEEFXQE0C01"), Ulid("01M85275QPHZD88PEEFXQE0C02"))
aids = st.binary(min_size=16, max_size=16).map(Aid)


@given(aids)
def test_an_exchange_gives_back_what_it_got(aid: Aid) -> None:
    partner = Partner(MASTER, ONE)
    assert partner.aid(partner.uid(aid)) == aid
    assert Partner(MASTER, ONE).uid(aid) == partner.uid(aid)


@given(aids, aids)
def test_two_exchanges_find_nothing_in_common(aid: Aid, another: Aid) -> None:
    one, other = Partner(MASTER, ONE), Partner(MASTER, OTHER)
    assert one.uid(aid) != other.uid(aid)
    # What one of them got means nobody, or somebody else, at the other.
    assert other.aid(one.uid(aid)) != aid
    assert (one.uid(aid) == one.uid(another)) is (aid == another)


def test_another_operators_key_reads_nobody() -> None:
    aid = Aid(b"sixteen bytes id")
    uid = Partner(MASTER, ONE).uid(aid)
    assert Partner(b"n" * 32, ONE).aid(uid) != aid


def test_no_bit_of_an_id_shows_which_aid_it_was() -> None:
    partner = Partner(MASTER, ONE)
    first = partner.uid(Aid(bytes(16)))
    for bit in range(128):
        changed = partner.uid(Aid((1 << bit).to_bytes(16, "big")))
        same = sum(a == b for a, b in zip(first, changed, strict=True))
        assert same < 12


@given(st.text(max_size=40))
def test_what_has_not_the_form_of_one_of_ours_is_nobody(text: str) -> None:
    found = Partner(MASTER, ONE).aid(text)
    # 22 URL-safe characters of 16 bytes in the one form that we write.
    assert found is None or Partner(MASTER, ONE).uid(found) == text


def test_garbage_is_nobody() -> None:
    partner = Partner(MASTER, ONE)
    uid = partner.uid(Aid(bytes(16)))
    for garbage in ("", "x", uid + "=", uid[:-1], uid + "A", f" {uid}", "é" * 22):
        assert partner.aid(garbage) is None
