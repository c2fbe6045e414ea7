"""The tally of requests: every minute, départements every hour, the rest at the end."""

from toile.edge.ads.supply import HOUR_MS, MINUTE_MS, SupplyTally
from toile.wire.events import SupplyCell
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
