"""The decision: the dearest line that fits, the closest reason if none does."""

import msgspec

from toile.ads.delivery import caps
from toile.ads.delivery.pacing import SPENT
from toile.ads.delivery.refusals import NoBidReason
from toile.ads.direct.compiled import compile_plan, fitting
from toile.ads.direct.decide import Asked, Chosen, decide
from toile.wire.audience import AEA, Membership
from toile.wire.ids import Ulid
from toile.wire.money import Money
from toile.wire.plan import AdsPlan, Creative, Line, Media, Placement
from toile.wire.targeting import Cap, Geography, Targeting

NOW = 1_795_000_000_000
TODAY = NOW // 86_400_000
MEMBER = Membership({AEA: TODAY})
POSTER = Media("a.webp", "image/webp", 600, 900, 1)
FRANCE_INTER = Placement(
    id=Ulid("PLACE"),
    key="key",
    publisher="France Inter",
    origins=("https://franceinter.example",),
    format="insert",
    width=300,
    height=600,
)


def line(name: str, **changes: object) -> Line:
    whole = Line(
        id=Ulid(name),
        campaign=Ulid("CAMPAIGN"),
        distributor="Condor",
        film_title="",
        film_rating="",
        allocine_id=1,
        starts_ms=NOW - 1,
        ends_ms=NOW + 1,
        budget=Money(1),
        price=Money(8_000_000),
        targeting=Targeting(placements=("PLACE",), segments=(AEA,)),
        formats=("insert",),
        cap=None,
        creatives=(Creative(Ulid(f"{name}-1"), "poster", POSTER),),
    )
    return msgspec.structs.replace(whole, **changes)


def decided(
    *lines: Line,
    membership: Membership | None = MEMBER,
    seen: caps.Seen = caps.NOTHING,
    allowances: dict[str, int] | None = None,
    held_out_of: str = "",
    turn: int = 0,
    floor: int = 0,
) -> Chosen | NoBidReason:
    place = msgspec.structs.replace(FRANCE_INTER, floor=Money(floor))
    compiled = compile_plan(
        AdsPlan(version=1, made_ms=0, lines=lines, placements=(place,))
    )
    asked = Asked(place, Geography(), membership, seen, NOW)
    left = allowances or {}
    return decide(
        compiled,
        asked,
        allowance=lambda name: left.get(name, 1),
        targetable=lambda _: True,
        withhold=lambda winner: winner.campaign == held_out_of,
        turn=turn,
    )


def chosen(answer: Chosen | NoBidReason) -> str:
    assert isinstance(answer, Chosen)
    return answer.line.id


def test_the_dearest_line_that_fits_is_shown() -> None:
    cheap, dear = line("CHEAP", price=Money(1)), line("DEAR", price=Money(2))

    assert chosen(decided(cheap, dear)) == "DEAR"
    assert chosen(decided(cheap, dear, allowances={"DEAR": 0})) == "CHEAP"


def test_of_two_at_one_price_the_one_further_behind_is_shown() -> None:
    one, two = line("ONE"), line("TWO")

    assert chosen(decided(one, two, allowances={"ONE": 1, "TWO": 9})) == "TWO"


def test_a_line_below_the_floor_of_a_placement_is_not_served_there() -> None:
    low, high = line("LOW", price=Money(5_000_000)), line("HIGH")

    assert decided(low, floor=5_000_001) is NoBidReason.BELOW_FLOOR
    assert chosen(decided(low, floor=5_000_000)) == "LOW", "the floor itself is enough"
    assert chosen(decided(low, high, floor=8_000_000)) == "HIGH"
    assert decided(low, line("OVER", ends_ms=NOW), floor=6_000_000) is (
        NoBidReason.OUT_OF_FLIGHT
    ), "what pays enough came closer"


def test_creatives_take_turns() -> None:
    posters = tuple(Creative(Ulid(name), "poster", POSTER) for name in ("A", "B"))
    shown = [decided(line("L", creatives=posters), turn=turn) for turn in range(4)]

    assert [c.creative.id for c in shown if isinstance(c, Chosen)] == list("ABAB")


def test_a_wide_place_gets_the_wide_poster() -> None:
    wide = msgspec.structs.replace(POSTER, width=970, height=250)
    upright, banner = (
        Creative(Ulid("UPRIGHT"), "poster", POSTER),
        Creative(Ulid("BANNER"), "poster", wide),
    )
    teaser = Creative(
        Ulid("TEASER"), "teaser", POSTER, Media("t.mp4", "video/mp4", 640, 360, 1)
    )
    every = (upright, banner, teaser)

    def fits(width: int, height: int) -> list[str]:
        place = msgspec.structs.replace(FRANCE_INTER, width=width, height=height)
        return [creative.id for creative in fitting(every, place)]

    assert fits(300, 600) == ["UPRIGHT"]
    assert fits(970, 250) == ["BANNER"]
    assert fits(640, 360) == ["TEASER"]


def test_each_refusal_names_its_reason() -> None:
    capped = caps.with_impression(caps.NOTHING, Ulid("L"), NOW)

    assert decided() is NoBidReason.NO_LINE
    assert decided(line("L", ends_ms=NOW)) is NoBidReason.OUT_OF_FLIGHT
    assert decided(line("L", starts_ms=NOW + 1)) is NoBidReason.OUT_OF_FLIGHT
    assert decided(line("L"), membership=None) is NoBidReason.UNMATCHED_USER
    assert decided(line("L", cap=Cap(1)), seen=capped) is NoBidReason.USER_CAP
    assert decided(line("L"), allowances={"L": 0}) is NoBidReason.PACING
    assert decided(line("L"), allowances={"L": SPENT}) is NoBidReason.BUDGET


def test_a_line_stands_only_where_it_was_bought_and_in_its_format() -> None:
    elsewhere = line("L", targeting=Targeting(placements=("OTHER",)))

    assert decided(elsewhere) is NoBidReason.NO_LINE
    assert decided(line("L", formats=("popup",))) is NoBidReason.NO_LINE
    assert decided(line("L", creatives=())) is NoBidReason.NO_LINE


def test_of_several_refusals_the_closest_is_told() -> None:
    far, close = line("FAR", ends_ms=NOW), line("CLOSE")

    assert decided(far, close, allowances={"CLOSE": 0}) is NoBidReason.PACING


def test_whoever_is_held_out_gets_the_next_best_line() -> None:
    dear = line("DEAR", holdout=10)
    sister = line("SISTER", price=Money(7_000_000), holdout=10)
    next_best = line("NEXT", campaign=Ulid("OTHER"), price=Money(1))

    assert chosen(decided(dear, sister, next_best)) == "DEAR"
    assert chosen(decided(dear, sister, next_best, held_out_of="CAMPAIGN")) == "NEXT"
    assert decided(dear, sister, held_out_of="CAMPAIGN") is NoBidReason.HELD_OUT


def test_nobody_is_held_out_of_a_line_that_is_tied_to_no_id() -> None:
    contextual = line("C", targeting=Targeting(), price=Money(1), holdout=10)
    pool = line("P", holdout=10)

    assert chosen(decided(contextual, held_out_of="CAMPAIGN")) == "C"
    assert chosen(decided(pool, contextual, held_out_of="CAMPAIGN")) == "C"


def test_only_a_line_that_has_won_is_asked_whether_it_is_held_back() -> None:
    loser = line("LOSER", campaign=Ulid("LOSERS"), price=Money(1), holdout=10)

    assert chosen(decided(line("WINNER"), loser, held_out_of="LOSERS")) == "WINNER"
    assert chosen(decided(line("L"), held_out_of="CAMPAIGN")) == "L", "it has none"
