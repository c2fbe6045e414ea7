"""What a line asks of an impression, criterion by criterion, read off the JSON.

The slow and plain reading that the masks must equal: it knows nothing of bits and
shares no code with them. ``Facts`` is a request in the words of the test.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import ROUND_CEILING, Decimal
from typing import Any
from zoneinfo import ZoneInfo

from bidding_world import NOW, PUBLISHER, RATES, TODAY

from toile.wire.audience import Membership
from toile.wire.exchanges import Deal
from toile.wire.geography import DEPARTEMENTS
from toile.wire.plan import Line, Placement
from toile.wire.targeting import Geography

DEVICES = {1: "mobile", 2: "desktop", 3: "television", 4: "mobile", 5: "tablet"}
# Content 3.1 and what Content 1.0 calls the same, of those that the tests name.
SAME = {"324": {"IAB1-5"}, "483": {"IAB17", "IAB17-3"}, "210": {"IAB8", "IAB8-9"}}


@dataclass
class Facts:
    """One impression of one request, and what is known of its reader."""

    request: dict[str, Any]
    places: tuple[Placement, ...]
    known_deals: tuple[Deal, ...]
    targets: bool
    membership: Membership | None
    large: frozenset[str]
    ready: set[str] = field(default_factory=set)

    @property
    def imp(self) -> dict[str, Any]:
        imp: dict[str, Any] = self.request["imp"][0]
        return imp

    @property
    def user(self) -> dict[str, Any]:
        said: dict[str, Any] = self.request.get("user", {})
        return said if self.targets else {}


def could_bid(line: Line, facts: Facts, offered: dict[str, Any] | None) -> bool:
    """Tell whether a line may bid, by the offered deal or in the open market."""
    return any(
        wants(line, place)
        and pays(line, facts, offered, place)
        and interested(line, facts, place)
        for place in offered_places(facts, offered)
    ) and all(
        (
            by_deal(line, facts, offered),
            in_segments(line, facts),
            comes_from(line, facts),
            on_device(line, facts),
            in_daypart(line),
            of_age(line, facts),
            of_gender(line, facts),
            speaks(line, facts),
            has_words(line, facts),
            is_about(line, facts),
            not_excluded(line, facts),
            not_blocked(line, facts),
            has_film(line, facts),
            line.id in facts.ready,
        )
    )


def offered_places(
    facts: Facts, offered: dict[str, Any] | None
) -> tuple[Placement, ...]:
    found = tuple(place for place in facts.places if is_place(place, facts.imp))
    if offered is None:
        return found
    allowed = ours(facts, offered).placements
    return tuple(place for place in found if not allowed or place.id in allowed)


def is_place(place: Placement, imp: dict[str, Any]) -> bool:
    if not place.by_exchange or place.publisher_id != PUBLISHER:
        return False
    if place.tag_id and place.tag_id != imp.get("tagid"):
        return False
    if imp.get("instl"):
        return place.format == "popup"
    if place.format == "popup":
        return False
    sizes = [(f["w"], f["h"]) for f in imp.get("banner", {}).get("format", ())]
    return not sizes or (place.width, place.height) in sizes


def wants(line: Line, place: Placement) -> bool:
    if place.format not in line.formats:
        return False
    chosen = line.targeting.placements
    # A pop-up is never shown by a line that did not choose it.
    return place.id in chosen if chosen else place.format == "insert"


def euros(amount: str, currency: str) -> Decimal | None:
    if currency == "EUR":
        return Decimal(amount)
    rate = RATES.get(currency)
    return None if rate is None else Decimal(amount) * rate / 1_000_000


def micros(amount: str, currency: str) -> int | None:
    exact = euros(amount, currency)
    if exact is None:
        return 0 if Decimal(amount) == 0 else None
    return int((exact * 1_000_000).to_integral_value(ROUND_CEILING))


def pays(
    line: Line, facts: Facts, offered: dict[str, Any] | None, place: Placement
) -> bool:
    said = facts.imp if offered is None else offered
    floor = micros(str(said.get("bidfloor", 0)), said.get("bidfloorcur", "USD"))
    if floor is None:
        return False
    own = place.floor if offered is None else ours(facts, offered).floor
    return line.bid >= max(floor, own)


def ours(facts: Facts, offered: dict[str, Any]) -> Deal:
    return next(deal for deal in facts.known_deals if deal.code == offered["id"])


def by_deal(line: Line, facts: Facts, offered: dict[str, Any] | None) -> bool:
    if offered is None:
        return not line.deals and not facts.imp.get("pmp", {}).get("private_auction")
    wanted = offered.get("wadomain")
    return ours(facts, offered).id in line.deals and (
        not wanted or any(stands_in(named(line), one) for one in wanted)
    )


def stands_in(host: str, domain: str) -> bool:
    host, domain = host.lower(), domain.lower()
    return host == domain or host.endswith("." + domain)


def in_segments(line: Line, facts: Facts) -> bool:
    wanted = line.targeting
    if not wanted.named_segments:
        return facts.targets or line.anonymous
    if not facts.targets or facts.membership is None:
        return False
    held = {n for n, day in facts.membership.until_day.items() if day >= TODAY}
    return (
        (not wanted.segments or bool(held & facts.large & set(wanted.segments)))
        and set(wanted.segments_all) <= held & facts.large
        and not held & set(wanted.segments_none)
    )


def passes(line: Line, criterion: Any, known: set[Any], wanted: set[Any]) -> bool:
    if not wanted:
        return True
    return bool(known & wanted) if known else not line.targeting.is_strict(criterion)


def comes_from(line: Line, facts: Facts) -> bool:
    wanted = line.targeting.geography
    if not wanted:
        return True
    geo = facts.request.get("device", {}).get("geo", {})
    place = {
        None: Geography(),
        "FRA": Geography("FR"),
        "BEL": Geography("BE"),
        "REU": Geography("FR", "04", "974"),
    }[geo.get("country")]
    code = str(geo.get("zip", ""))[:2]
    if geo.get("country") == "FRA" and code in DEPARTEMENTS:
        place = Geography("FR", DEPARTEMENTS[code].region, code)
    lenient = not line.targeting.is_strict("geography")
    return any(lies_in(place, one, lenient) for one in wanted)


def lies_in(place: Geography, wanted: Geography, lenient: bool) -> bool:
    # INSEE's codes are of places in France.
    french = wanted.region or wanted.departement
    pairs = (
        (wanted.country or ("FR" if french else None), place.country),
        (wanted.region, place.region),
        (wanted.departement, place.departement),
    )
    return all(
        want is None or (lenient if known is None else want == known)
        for want, known in pairs
    )


def on_device(line: Line, facts: Facts) -> bool:
    kind = DEVICES.get(facts.request.get("device", {}).get("devicetype"))
    return passes(
        line, "devices", {kind} if kind else set(), set(line.targeting.devices)
    )


def in_daypart(line: Line) -> bool:
    at = datetime.fromtimestamp(NOW / 1_000, UTC).astimezone(ZoneInfo("Europe/Paris"))
    parts = line.targeting.dayparts
    return not parts or any(
        at.weekday() in part.days and part.first <= at.hour < part.until
        for part in parts
    )


def of_age(line: Line, facts: Facts) -> bool:
    wanted, born = line.targeting.ages, facts.user.get("yob")
    if not wanted:
        return True
    age = None if born is None else 2026 - born
    if age is None or not 0 <= age <= 120:
        return not line.targeting.is_strict("ages")
    return any(one.youngest <= age <= one.oldest for one in wanted)


def of_gender(line: Line, facts: Facts) -> bool:
    said = {"M": "male", "F": "female"}.get(facts.user.get("gender", ""))
    return passes(
        line, "genders", {said} if said else set(), set(line.targeting.genders)
    )


def interested(line: Line, facts: Facts, place: Placement) -> bool:
    known = set(place.interests)
    for data in facts.user.get("data", ()):
        if data.get("ext", {}).get("segtax") == 4:
            known |= {segment["id"] for segment in data["segment"]}
    return passes(line, "interests", known, set(line.targeting.interests))


def speaks(line: Line, facts: Facts) -> bool:
    content = facts.request["site"].get("content", {}).get("language")
    said = content or facts.request.get("device", {}).get("language")
    known = {said[:2].lower()} if said else set()
    return passes(line, "languages", known, set(line.targeting.languages))


def has_words(line: Line, facts: Facts) -> bool:
    site = facts.request["site"]
    known = {word.strip().lower() for word in site.get("keywords", "").split(",")}
    known |= {word.lower() for word in site.get("content", {}).get("kwarray", ())}
    wanted = {word.lower() for word in line.targeting.keywords}
    return passes(line, "keywords", known - {""}, wanted)


def is_about(line: Line, facts: Facts) -> bool:
    site = facts.request["site"]
    content = site.get("content", {})
    known = {(site.get("cattax", 1), each) for each in site.get("cat", ())}
    known |= {(content.get("cattax", 1), each) for each in content.get("cat", ())}

    def means(named: str, tax: int, code: str) -> bool:
        return code in SAME.get(named, set()) if tax == 1 else code == named

    def touches(named: tuple[str, ...]) -> bool:
        return any(means(one, tax, code) for one in named for tax, code in known)

    wanted = line.targeting.categories
    lenient = not line.targeting.is_strict("categories")
    fits = not wanted or (touches(wanted) if known else lenient)
    return fits and not touches(line.targeting.categories_excluded)


def not_excluded(line: Line, facts: Facts) -> bool:
    host = facts.request["site"]["page"].split("/")[2]
    return not any(stands_in(host, one) for one in line.targeting.hosts_excluded)


def not_blocked(line: Line, facts: Facts) -> bool:
    return not any(stands_in(named(line), one) for one in facts.request.get("badv", ()))


def named(line: Line) -> str:
    """Give the domain that a line's bids name (``adomain``)."""
    return line.advertiser or "allocine.fr"


def has_film(line: Line, facts: Facts) -> bool:
    if "video" not in facts.imp or "banner" in facts.imp:
        return True
    return any(creative.teaser for creative in line.creatives)
