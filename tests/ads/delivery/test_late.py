"""A part of what was billed unannounced is kept back for three hours."""

from toile.ads.delivery.late import KEPT_MS, Late

QUARTER_MS = 900_000


def test_one_fiftieth_is_kept_for_three_hours_by_the_quarter() -> None:
    late = Late()
    assert late.kept(0) == 0
    for n in range(4):
        late.billed(1_000, n * 60_000)
    late.billed(5_000, 2 * QUARTER_MS)
    assert late.kept(2 * QUARTER_MS) == 180
    assert late.kept(KEPT_MS) == 180
    assert late.kept(KEPT_MS + QUARTER_MS) == 100
    assert late.kept(KEPT_MS + 3 * QUARTER_MS) == 0
    assert late.kept(10 * KEPT_MS) == 0
