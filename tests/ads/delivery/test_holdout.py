"""The draw: fixed for an id and a campaign, of the right size, unlike any other."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from toile.ads.delivery.holdout import held_out
from toile.wire.ids import Aid, Ulid

ONE, TWO = Ulid("01M85275QPHZD88PEEFXQCAMP1"), Ulid("01M85275QPHZD88PEEFXQCAMP2")
IDS = [
    Aid(hashlib.blake2b(str(number).encode(), digest_size=16).digest())
    for number in range(20_000)
]


def share(ids: list[Aid], campaign: Ulid, percent: int) -> float:
    return sum(held_out(aid, campaign, percent) for aid in ids) / len(ids)


def test_the_share_is_the_one_asked_for() -> None:
    # Four standard deviations of a share among 20,000.
    for percent in (1, 10, 50):
        p = percent / 100
        assert abs(share(IDS, ONE, percent) - p) < 4 * (p * (1 - p) / len(IDS)) ** 0.5


def test_nobody_is_held_out_of_nothing_and_all_of_everything() -> None:
    assert share(IDS[:100], ONE, 0) == 0
    assert share(IDS[:100], ONE, 100) == 1


def test_two_campaigns_draw_independently() -> None:
    held = [aid for aid in IDS if held_out(aid, ONE, 10)]

    assert abs(share(held, TWO, 10) - 0.1) < 0.03


@given(st.binary(min_size=16, max_size=16), st.integers(0, 100), st.integers(0, 100))
def test_the_side_is_fixed_and_a_larger_share_keeps_the_smaller(
    raw: bytes, one: int, two: int
) -> None:
    smaller, larger = sorted((one, two))

    assert held_out(Aid(raw), ONE, smaller) == held_out(Aid(raw), ONE, smaller)
    assert held_out(Aid(raw), ONE, smaller) <= held_out(Aid(raw), ONE, larger)
