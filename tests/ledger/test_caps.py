"""Caps: what is cut, who keeps it, and that nothing else moves."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from toile.ledger.caps import Caps, Cuts, cap_posting, cuts
from toile.ledger.chart import UNION_PAYABLE, kind_of
from toile.wire.ids import Ulid

FILM, OTHER = Ulid("film"), Ulid("other")
ROYAL, LUX = Ulid("royal"), Ulid("lux")
NOTHING = Cuts({}, {})

earnings = st.dictionaries(
    st.tuples(st.sampled_from([FILM, OTHER]), st.sampled_from([ROYAL, LUX])),
    st.integers(-1_000, 100_000),
)
caps = st.builds(Caps, st.integers(0, 50_000), st.integers(0, 50_000))


def test_a_campaign_above_its_cap_owes_less() -> None:
    found = cuts(Caps(campaign=900), {(FILM, ROYAL): 800, (FILM, LUX): 400})
    assert found.campaigns == {(FILM, ROYAL): 200, (FILM, LUX): 100}
    posting = cap_posting(Ulid("cap"), 0, "2026-11", found, NOTHING)
    assert posting is not None
    assert {entry.account: entry.amount for entry in posting.entries} == {
        "distributor_receivable:film": -300,
        "cinema_pending:royal": 200,
        "cinema_pending:lux": 100,
    }


def test_above_a_cinemas_cap_the_union_keeps_it() -> None:
    found = cuts(Caps(cinema=500), {(FILM, ROYAL): 800, (FILM, LUX): 400})
    assert found.cinemas == {ROYAL: 300}
    posting = cap_posting(Ulid("cap"), 0, "2026-11", found, NOTHING)
    assert posting is not None
    assert {entry.account: entry.amount for entry in posting.entries} == {
        UNION_PAYABLE: -300,
        "cinema_pending:royal": 300,
    }


@given(caps, earnings)
def test_after_the_cut_nothing_is_above_a_cap(
    caps: Caps, earned: dict[tuple[Ulid, Ulid], int]
) -> None:
    found = cuts(caps, earned)
    left: Counter[Ulid] = Counter()
    owed: Counter[Ulid] = Counter()
    for (campaign, cinema), amount in earned.items():
        cut = found.campaigns.get((campaign, cinema), 0)
        assert 0 <= cut <= max(amount, 0)
        owed[campaign] += amount - cut
        left[cinema] += amount - cut
    for cinema in left:
        left[cinema] -= found.cinemas.get(cinema, 0)
    if caps.campaign:
        assert all(amount <= caps.campaign for amount in owed.values())
    if caps.cinema:
        assert all(amount <= caps.cinema for amount in left.values())


@given(caps, st.lists(earnings, min_size=1, max_size=5))
def test_booked_day_by_day_the_books_hold_the_last_cut(
    caps: Caps, days: list[dict[tuple[Ulid, Ulid], int]]
) -> None:
    held: Counter[str] = Counter()
    booked = NOTHING
    for number, earned in enumerate(days):
        wanted = cuts(caps, earned)
        posting = cap_posting(Ulid(f"cap{number}"), 0, "", wanted, booked)
        for entry in () if posting is None else posting.entries:
            held[entry.account] += entry.amount
        booked = wanted
        assert sum(held.values()) == 0
    off = sum(booked.campaigns.values()) + sum(booked.cinemas.values())
    taken = sum(n for code, n in held.items() if kind_of(code) == "cinema_pending")
    assert taken == off
    assert held[UNION_PAYABLE] == -sum(booked.cinemas.values())
