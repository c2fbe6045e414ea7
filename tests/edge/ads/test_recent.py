"""What was served seconds ago counts towards a cap, once, and not for long."""

from toile.ads.delivery import caps
from toile.ads.delivery.caps import Seen
from toile.edge.ads import recent
from toile.edge.ads.recent import Recent
from toile.wire.clock import MS_A_DAY
from toile.wire.ids import Aid, Ulid

CAMILLE, SACHA = Aid(b"camille's browser"), Aid(b"sacha's browser.")
LINE, OTHER = Ulid("01M85275QPHZD88PEEFXQ11NE0"), Ulid("01M85275QPHZD88PEEFXQ11NE1")
NOW = 100 * MS_A_DAY + 5_000


def test_a_serve_counts_at_once_and_for_its_id_alone() -> None:
    tally = Recent()
    tally.serve(CAMILLE, LINE, Seen({LINE: {99: 4, 100: 1}}), NOW)
    assert tally.seen(CAMILLE, caps.NOTHING, NOW).lines == {LINE: {100: 2}}
    assert tally.seen(SACHA, caps.NOTHING, NOW) == caps.NOTHING


def test_an_impression_that_is_counted_meanwhile_is_not_counted_twice() -> None:
    tally = Recent()
    tally.serve(CAMILLE, LINE, caps.NOTHING, NOW)
    counted = Seen({LINE: {99: 4, 100: 1}})
    together = tally.seen(CAMILLE, counted, NOW + 50)
    assert (together.lines, together.whole) == (counted.lines, {LINE: 5})
    tally.serve(CAMILLE, LINE, counted, NOW + 60)
    assert tally.seen(CAMILLE, counted, NOW + 70).lines == {LINE: {99: 4, 100: 2}}


def test_lines_are_told_apart() -> None:
    tally = Recent()
    for line in (LINE, OTHER):
        tally.serve(CAMILLE, line, caps.NOTHING, NOW)
    seen = tally.seen(CAMILLE, caps.NOTHING, NOW)
    assert seen.lines == {LINE: {100: 1}, OTHER: {100: 1}}


def test_a_serve_that_nobody_saw_is_forgotten_within_20_seconds() -> None:
    tally = Recent()
    tally.seen(CAMILLE, caps.NOTHING, NOW)
    tally.serve(CAMILLE, LINE, caps.NOTHING, NOW + 9_000)
    assert tally.seen(CAMILLE, caps.NOTHING, NOW + 10_001) != caps.NOTHING
    assert tally.seen(CAMILLE, caps.NOTHING, NOW + 20_002) == caps.NOTHING


def test_after_a_quiet_time_nothing_old_is_left() -> None:
    tally = Recent()
    tally.seen(CAMILLE, caps.NOTHING, NOW)
    tally.serve(CAMILLE, LINE, caps.NOTHING, NOW)
    assert tally.seen(CAMILLE, caps.NOTHING, NOW + 60_000) == caps.NOTHING


def test_a_flood_of_ids_does_not_fill_the_memory() -> None:
    tally = Recent()
    for number in range(5 * recent._MOST_IDS):
        tally.serve(Aid(number.to_bytes(16)), LINE, caps.NOTHING, NOW)
    assert len(tally._young) + len(tally._old) <= 2 * recent._MOST_IDS
