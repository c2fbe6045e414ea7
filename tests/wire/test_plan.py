"""A plan is one readable document; a newer schema or a broken file is refused."""

from pathlib import Path

import msgspec
import pytest

from toile.wire import plan as plans
from toile.wire.errors import PlanError
from toile.wire.ids import Ulid
from toile.wire.money import Money
from toile.wire.near_you import NearCinema, NearScreening
from toile.wire.plan import (
    AdsPlan,
    Controller,
    Creative,
    Line,
    Media,
    MemberSite,
    Placement,
    PoolPlan,
    Programme,
    SuspendedSite,
)
from toile.wire.targeting import AgeRange, Cap, Geography, Targeting

GOLDEN = Path(__file__).parent / "golden"

POSTER = Media("ab.webp", "image/webp", 600, 900, 80_000)
TEASER = Media("cd.mp4", "video/mp4", 640, 360, 900_000, 12_000)
POOL = PoolPlan(
    version=7,
    made_ms=1_795_466_434_294,
    sites=(
        MemberSite(
            id=Ulid("01M85275QPHZD88PEEFXQ0HCTA"),
            key="royal-key",
            name="Le Royal",
            origins=("https://www.leroyaltoulon.example",),
            cinemas=(Ulid("01M85275QPHZD88PEEFXQ0HCTB"),),
        ),
    ),
    controllers=(Controller("SCARE", "union"), Controller("Klox", "operator")),
    suspended=(SuspendedSite("utopia-key", "check"),),
)
ADS = AdsPlan(
    version=3,
    made_ms=1_795_466_434_294,
    lines=(
        Line(
            id=Ulid("01M85275QPHZD88PEEFXQ0HCTC"),
            campaign=Ulid("01M85275QPHZD88PEEFXQ0HCTD"),
            distributor="Condor",
            film_title="L’Ombre de Staline",
            film_rating="tous publics",
            allocine_id=254025,
            starts_ms=1_795_000_000_000,
            ends_ms=1_796_000_000_000,
            budget=Money(1_000_000_000),
            price=Money(8_000_000),
            targeting=Targeting(
                placements=("01M85275QPHZD88PEEFXQ0HCTE",),
                segments=("aea",),
                geography=(Geography(country="FR", departement="83"),),
                ages=(AgeRange(25, 59),),
                interests=("477",),
            ),
            formats=("insert",),
            cap=Cap(3, 1),
            creatives=(
                Creative(Ulid("01M85275QPHZD88PEEFXQ0HCTF"), "teaser", POSTER, TEASER),
            ),
            near_you=True,
        ),
    ),
    placements=(
        Placement(
            id=Ulid("01M85275QPHZD88PEEFXQ0HCTE"),
            key="franceinter-key",
            publisher="France Inter",
            origins=("https://www.franceinter.example",),
            format="insert",
            width=640,
            height=360,
        ),
    ),
    programmes=(
        Programme(
            254025,
            {
                "83": (
                    NearCinema(
                        "Le Royal",
                        "Toulon",
                        (
                            NearScreening(1_795_467_600_000, "VOST"),
                            NearScreening(1_795_550_400_000),
                        ),
                    ),
                )
            },
        ),
    ),
)


@pytest.mark.parametrize(("name", "plan"), [("pool", POOL), ("ads", ADS)])
def test_a_plan_is_written_as_its_golden_file(
    name: str, plan: PoolPlan | AdsPlan
) -> None:
    assert plans.encode(plan) + b"\n" == (GOLDEN / f"plan-{name}-v1.json").read_bytes()


@pytest.mark.parametrize(("name", "plan"), [("pool", POOL), ("ads", ADS)])
def test_a_plan_of_version_1_is_read(name: str, plan: PoolPlan | AdsPlan) -> None:
    document = (GOLDEN / f"plan-{name}-v1.json").read_bytes()

    assert plans.decode(document, type(plan)) == plan


def test_a_plan_from_before_declared_tools_is_read_without_one() -> None:
    document = (GOLDEN / "plan-pool-v1-before-tool.json").read_bytes()

    assert plans.decode(document, PoolPlan) == POOL


def test_a_line_with_a_hold_out_says_so_and_no_other_does() -> None:
    line = msgspec.structs.replace(ADS.lines[0], holdout=10)
    plan = msgspec.structs.replace(ADS, lines=(line,))
    written = plans.encode(plan)

    assert written + b"\n" == (GOLDEN / "plan-ads-v1-holdout.json").read_bytes()
    assert plans.decode(written, AdsPlan) == plan
    assert b"holdout" not in plans.encode(ADS)


def test_a_plan_from_before_near_you_is_read_without_it() -> None:
    document = (GOLDEN / "plan-ads-v1-before-near-you.json").read_bytes()

    read = plans.decode(document, AdsPlan)

    silent = tuple(msgspec.structs.replace(each, near_you=False) for each in ADS.lines)
    assert read == msgspec.structs.replace(ADS, lines=silent, programmes=())


def test_a_plan_from_before_exchanges_is_read_without_them() -> None:
    document = (GOLDEN / "plan-ads-v1-before-exchanges.json").read_bytes()

    assert plans.decode(document, AdsPlan) == ADS


def test_a_plan_from_before_vendor_lists_is_read_without_them() -> None:
    document = (GOLDEN / "plan-ads-v1-before-tcf.json").read_bytes()

    assert plans.decode(document, AdsPlan) == ADS


def test_an_edge_from_before_near_you_reads_todays_plan() -> None:
    class OldLine(msgspec.Struct):
        """What an older edge knows of a line."""

        id: str
        allocine_id: int

    class OldPlan(msgspec.Struct, tag_field="plan", tag="ads"):
        """What it knows of a plan."""

        schema: int
        lines: list[OldLine]

    read = msgspec.json.decode(plans.encode(ADS), type=OldPlan)

    assert [line.allocine_id for line in read.lines] == [254025]
    assert read.schema == 1


def test_a_plan_of_a_newer_schema_is_refused() -> None:
    newer = plans.encode(ADS).replace(b'"schema": 1', b'"schema": 2')

    with pytest.raises(PlanError, match="schema 2"):
        plans.decode(newer, AdsPlan)


def test_a_plan_of_the_other_wing_is_refused() -> None:
    with pytest.raises(PlanError, match="pool"):
        plans.decode(plans.encode(POOL), AdsPlan)


@pytest.mark.parametrize(
    "document", [b"", b"{", b"[]", b'{"version": "one"}', b"\xff\xfe"]
)
def test_a_broken_plan_is_refused_in_words(document: bytes) -> None:
    with pytest.raises(PlanError, match="Publish the plan again"):
        plans.decode(document, PoolPlan)
