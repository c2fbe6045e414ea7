"""The tally of requests: every minute, départements every hour, the rest at the end."""

from toile.edge.ads.supply import HOUR_MS, MINUTE_MS, SupplyTally
from toile.wire.events import AuctionCell, ServedCell, SupplyCell
from toile.wire.ids import Ulid

PLACE = Ulid("01M85275QPHZD88PEEFXQ0P1AC")
AT = 1_795_000_000_000


def cells(tally: SupplyTally, at: int) -> list[SupplyCell]:
    return [cell for event in tally.due(at) for cell in event.cells]


def test_a_placement_is_told_by_the_minute_and_where_from_by_the_hour() -> None:
    tally = SupplyTally()
    assert cells(tally, AT) == []
    tally.count(PLACE, "83", member=True, served=True)
    tally.count(PLACE, "83", member=False, served=False)
    assert cells(tally, AT + MINUTE_MS - 1) == []
    assert cells(tally, AT + MINUTE_MS) == [SupplyCell(PLACE, "", 2, 1, 1, 1)]
    tally.count(PLACE, None, member=False, served=True)
    assert cells(tally, AT + HOUR_MS) == [
        SupplyCell(PLACE, "", 1, 0, 1, 0),
        SupplyCell(PLACE, "83", 2),
    ]
    assert cells(tally, AT + 3 * HOUR_MS) == []


def test_what_is_left_is_told_at_the_end() -> None:
    tally = SupplyTally()
    tally.count(PLACE, "2A", member=False, served=False)
    told = [cell for event in tally.rest(AT) for cell in event.cells]
    assert told == [SupplyCell(PLACE, "", 1), SupplyCell(PLACE, "2A", 1)]
    assert tally.rest(AT) == []


def test_no_record_grows_beyond_what_the_journal_takes() -> None:
    tally = SupplyTally()
    for number in range(5_000):
        tally.count(Ulid(f"PLACE{number}"), None, member=False, served=False)
    told = tally.rest(AT)
    assert [len(event.cells) for event in told] == [2_000, 2_000, 1_000]
    assert len({event.id for event in told}) == 3


LINE = Ulid("01M85275QPHZD88PEEFXQ0P1AL")


def served(tally: SupplyTally, departement: str | None, number: int) -> None:
    for _ in range(number):
        tally.count(PLACE, departement, member=True, served=True, line=LINE)


def lines(tally: SupplyTally, at: int) -> list[ServedCell]:
    return [cell for event in tally.due(at) for cell in event.lines]


def test_where_a_line_served_is_told_in_fifties_and_the_rest_waits() -> None:
    tally = SupplyTally()
    tally.due(AT)
    served(tally, "83", 120)
    served(tally, "13", 49)
    served(tally, None, 60)
    assert lines(tally, AT + HOUR_MS) == [ServedCell(LINE, "83", 100)]
    served(tally, "83", 29)
    served(tally, "13", 1)
    assert lines(tally, AT + 2 * HOUR_MS) == [ServedCell(LINE, "13", 50)]
    served(tally, "83", 1)
    (told,) = [one for one in tally.rest(AT + 2 * HOUR_MS) if one.lines]
    assert told.lines == (ServedCell(LINE, "83", 50),)


def test_nobody_is_told_where_fewer_than_fifty_were_served() -> None:
    tally = SupplyTally()
    served(tally, "2A", 49)
    assert not any(one.lines for one in tally.rest(AT))


def auctions(tally: SupplyTally, at: int) -> list[AuctionCell]:
    return [cell for told in tally.due(at) for cell in told.auctions]


def test_what_exchanges_ask_and_are_bid_is_told_by_the_minute() -> None:
    tally, ssp, line = SupplyTally(), Ulid("ssp"), Ulid("line")
    tally.due(AT)
    for _ in range(5):
        tally.asked(ssp)
    tally.bid(ssp, line)
    tally.bid(ssp, line)
    assert auctions(tally, AT + 59_999) == []
    assert auctions(tally, AT + 60_000) == [
        AuctionCell(ssp, requests=5),
        AuctionCell(ssp, line, bids=2),
    ]
    tally.asked(ssp)
    assert [each.auctions for each in tally.rest(AT + 60_001)] == [
        (AuctionCell(ssp, requests=1),)
    ]
