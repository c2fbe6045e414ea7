"""Any plan and any request of a small vocabulary, so that criteria meet often."""

from typing import Any

from bidding_world import (
    HOST,
    PLACES,
    POSTER_ONLY,
    TODAY,
    WITH_TEASER,
    deal,
    line,
    place,
)
from hypothesis import strategies as st

from toile.wire.audience import Membership
from toile.wire.money import Money
from toile.wire.plan import Line, Placement
from toile.wire.targeting import USUALLY, AgeRange, Daypart, Geography, Targeting

SEGMENTS = ("aea", "s1", "s2")
DEALS = (
    deal("d1"),
    deal("d2", floor=Money(2_000_000)),
    deal("d3", placements=(PLACES[0].id,)),
)
ADVERTISERS = ("condor.example", "films.condor.example", "Pyramide.example", "")
FORMATS = (("insert", "popup"), ("insert",), ("popup",))
BLOCKED = (
    ["condor.example"],
    ["CONDOR.example", "x.example"],
    ["pyramide.example"],
    ["allocine.fr"],
    [],
)
CREATIVES = ((POSTER_ONLY,), (WITH_TEASER,), (POSTER_ONLY, WITH_TEASER), ())
_GEOGRAPHY = (
    Geography("FR"),
    Geography("BE"),
    Geography("FR", "93"),
    Geography(region="93"),
    Geography("FR", "93", "83"),
    Geography(departement="13"),
    Geography("FR", "04", "974"),
)
_CATEGORIES = ("324", "483", "210")


def seldom(draw: st.DrawFn) -> bool:
    """Tell, once in four, that something shall be unlike the usual."""
    return draw(st.integers(0, 3)) == 3


def some(values: Any, most: int = 2) -> st.SearchStrategy[Any]:
    """A few of the values, one at least."""
    several = st.lists(st.sampled_from(values), min_size=1, max_size=most, unique=True)
    return several.map(tuple)


_criteria: dict[str, st.SearchStrategy[Any]] = {
    "placements": some([each.id for each in PLACES], 4),
    "segments": some(SEGMENTS),
    "segments_all": some(SEGMENTS),
    "segments_none": some(SEGMENTS),
    "geography": some(_GEOGRAPHY, 3),
    "ages": some([AgeRange(15, 24), AgeRange(25, 49), AgeRange(50, 120)]),
    "genders": some(["female", "male"]),
    "interests": some(["467", "477", "480"]),
    "devices": some(["desktop", "mobile", "tablet", "television"], 3),
    "dayparts": some(
        [Daypart((2,), 16, 17), Daypart((0, 1), 0, 24), Daypart((2,), 0, 9)]
    ),
    "languages": some(["fr", "en"]),
    "keywords": some(["cinéma", "Festival"]),
    "categories": some(_CATEGORIES),
    "categories_excluded": some(_CATEGORIES),
    "hosts_excluded": some([HOST, f"www.{HOST}", "monde.example"]),
}


@st.composite
def targetings(draw: st.DrawFn) -> Targeting:
    """Two criteria or so: lines that ask for all at once would fit nothing."""
    asked = draw(st.lists(st.sampled_from(sorted(_criteria)), max_size=3, unique=True))
    unknown = draw(
        st.dictionaries(
            st.sampled_from(sorted(USUALLY)), st.sampled_from(["strict", "lenient"])
        )
    )
    return Targeting(**{name: draw(_criteria[name]) for name in asked}, unknown=unknown)


@st.composite
def one_criterion_each(draw: st.DrawFn) -> list[Line]:
    """A line for each criterion, that asks for nothing else."""
    found = []
    for at, name in enumerate(sorted(_criteria)):
        unknown = draw(st.sampled_from([{}, {name: "strict"}, {name: "lenient"}]))
        aimed = Targeting(
            **{name: draw(_criteria[name])},
            unknown=unknown if name in USUALLY else {},
        )
        advertiser = draw(st.sampled_from(ADVERTISERS))
        found.append(line(str(at), targeting=aimed, advertiser=advertiser))
    return found


@st.composite
def plans(draw: st.DrawFn, most: int = 8) -> list[Line]:
    """Lines that differ in all that decides."""
    found = []
    for at in range(draw(st.integers(1, most))):
        aimed = draw(targetings())
        drawn = line(
            str(at),
            bid=Money(draw(st.sampled_from([4_000_000, 2_500_000, 1_000_000, 0]))),
            targeting=aimed,
            formats=draw(st.sampled_from(FORMATS)),
            creatives=draw(st.sampled_from(CREATIVES)),
            advertiser=draw(st.sampled_from(ADVERTISERS)),
            anonymous=draw(st.booleans()),
            deals=draw(some([each.id for each in DEALS])) if seldom(draw) else (),
        )
        found.append(drawn)
    return found


@st.composite
def placements(draw: st.DrawFn) -> tuple[Placement, ...]:
    """The market's placements with floors, and a dear twin of the first."""
    floors = st.sampled_from([0, 1_500_000, 3_000_000])
    twin = place("TW", interests=("480",), floor=Money(draw(floors)))
    return (*PLACES, twin) if draw(st.booleans()) else (twin, *PLACES)


memberships = st.one_of(
    st.none(),
    st.just(Membership({"aea": TODAY, "s1": TODAY})),
    st.builds(
        Membership,
        st.dictionaries(
            st.sampled_from(SEGMENTS), st.sampled_from([TODAY - 1, TODAY, TODAY + 9])
        ),
    ),
)
_amounts = st.sampled_from(["0", "0.5", "1.087", "2.5", "3.999", "4", "4.01", "9"])
_currencies = st.sampled_from(["USD", "EUR", "GBP", "JPY", "XXX"])


@st.composite
def floors(draw: st.DrawFn) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if seldom(draw):
        said["bidfloor"] = float(draw(_amounts))
    if draw(st.booleans()):
        said["bidfloorcur"] = draw(_currencies)
    return said


@st.composite
def imps(draw: st.DrawFn) -> dict[str, Any]:
    imp: dict[str, Any] = {"id": "1"}
    if draw(st.booleans()):
        imp |= draw(floors())
    if not seldom(draw):
        sizes = st.sampled_from([(300, 250), (300, 600), (728, 90)])
        more = draw(st.lists(sizes, max_size=2, unique=True))
        chosen = more if seldom(draw) and more else [*more, (300, 250)]
        imp["banner"] = {"format": [{"w": w, "h": h} for w, h in chosen]}
    else:
        imp["video"] = {"mimes": ["video/mp4"]}
    if draw(st.booleans()):
        imp["tagid"] = draw(st.sampled_from(["top", "foot"]))
    if seldom(draw):
        imp["instl"] = 1
    if seldom(draw):
        codes = draw(some(["d1", "d2", "d3", "foreign"], 3))
        imp["pmp"] = {
            "private_auction": int(seldom(draw)),
            "deals": [
                {"id": code}
                | draw(floors())
                | draw(
                    st.sampled_from(
                        [{}, {"wadomain": ["condor.example"]}, {"wseat": ["else"]}]
                    )
                )
                for code in codes
            ],
        }
    return imp


def _maybe(draw: st.DrawFn, said: dict[str, Any], name: str, values: Any) -> None:
    if draw(st.booleans()):
        said[name] = draw(st.sampled_from(values))


@st.composite
def requests(draw: st.DrawFn) -> dict[str, Any]:
    """A request as JSON, with each fact said or unsaid."""
    site: dict[str, Any] = {
        "domain": HOST,
        "page": f"https://{draw(st.sampled_from(['', 'www.']))}{HOST}/a?b#c",
    }
    device: dict[str, Any] = {}
    user: dict[str, Any] = {}
    _maybe(draw, site, "cat", [["IAB1-5"], ["IAB17-3"], ["324"], ["IAB8-9", "483"]])
    _maybe(draw, site, "cattax", [1, 6, 9])
    _maybe(draw, site, "keywords", ["Cinéma, radio", "festival", "x"])
    content: dict[str, Any] = {}
    _maybe(draw, content, "language", ["fr", "en"])
    _maybe(draw, content, "kwarray", [["cinéma"], ["Festival", "y"]])
    _maybe(draw, content, "cat", [["324"], ["210"], ["IAB8"]])
    _maybe(draw, content, "cattax", [1, 7])
    if content:
        site["content"] = content
    geos = [
        {"country": "FRA", "zip": "83000"},
        {"country": "FRA", "zip": "13001"},
        {"country": "FRA"},
        {"country": "BEL", "zip": "83000"},
        {"country": "REU"},
        {"zip": "83000"},
    ]
    _maybe(draw, device, "geo", geos)
    _maybe(draw, device, "devicetype", [1, 2, 3, 5, 8, 99])
    _maybe(draw, device, "language", ["fr", "fr-CA", "en"])
    _maybe(draw, user, "yob", [2010, 1996, 1960, 1800, 3000])
    _maybe(draw, user, "gender", ["M", "F", "O"])
    tellers = [
        [{"segment": [{"id": "467"}], "ext": {"segtax": 4}}],
        [{"segment": [{"id": "477"}, {"id": "480"}], "ext": {"segtax": 4}}],
        [{"segment": [{"id": "467"}], "ext": {"segtax": 1}}],
        [{"segment": [{"id": "467"}]}],
    ]
    _maybe(draw, user, "data", tellers)
    request = {"id": "r", "imp": [draw(imps())], "site": site}
    told = {"device": device, "user": user}
    request |= {name: said for name, said in told.items() if said}
    if seldom(draw):
        request["badv"] = draw(st.sampled_from(BLOCKED))
    return request
