"""A plan prepared for bidding: each line is one bit, and each criterion's values masks.

The dearest line is the lowest bit, so that the lowest bit of what is left is the best
bid. What a criterion lets through for a value is one look-up; all criteria together are
an AND of large integers, so that two thousand lines cost little more than two hundred
(PERF §4).
"""

from collections.abc import Sequence

import msgspec

from toile.ads.bidding.categories import equivalents
from toile.ads.bidding.geography import ByPlace, by_place
from toile.ads.bidding.masks import ByValue, by_value, lenient, mask, mask_by
from toile.ads.bidding.placements import Places, places_of
from toile.wire.exchanges import Deal, Exchange, PublisherSite
from toile.wire.ids import Ulid
from toile.wire.money import Money
from toile.wire.plan import AdsPlan, Line

_DAYS = 7
_HOURS = 24
OLDEST = 120

LANDING_DOMAIN = "allocine.fr"
"""What is advertised for a distributor without a domain: where its ads lead."""


class BidPlan(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One immutable plan, compiled once; replaced whole by the next.

    ``ascending`` are the lines' bids, for bisection. ``ties`` holds for each line the
    mask of all that bid the same. ``sites`` are by host, ``apps`` by bundle.
    """

    plan: AdsPlan
    lines: tuple[Line, ...]
    number: dict[Ulid, int]
    everybody: int
    ascending: tuple[Money, ...]
    ties: tuple[int, ...]
    exchanges: dict[str, Exchange]
    sites: dict[str, PublisherSite]
    apps: dict[str, PublisherSite]
    deals: dict[tuple[Ulid, str], Deal]
    # What passes, by what an impression says.
    places: Places
    open_market: int
    by_deal: dict[Ulid, int]
    teasers: int
    # What passes, by what a request says.
    geography: ByPlace
    devices: ByValue
    hours: tuple[int, ...]
    ages: tuple[int, ...]
    age_unknown: int
    genders: ByValue
    interests: ByValue
    languages: ByValue
    keywords: ByValue
    categories: ByValue
    asks_content: bool
    # What does not pass.
    categories_excluded: dict[str, int]
    hosts_excluded: dict[str, int]
    by_advertiser: dict[str, int]
    # Segments.
    without_segments: int
    without_any: int
    anonymous: int
    any_of: dict[str, int]
    all_of: dict[str, int]
    none_of: dict[str, int]


def compile_bids(plan: AdsPlan) -> BidPlan:
    """Compile the lines of a plan that bid on exchanges."""
    lines = tuple(
        sorted(
            (line for line in plan.lines if line.bid > 0 and line.creatives),
            key=lambda line: (-line.bid, line.id),
        )
    )
    same_bid = mask_by(lines, lambda line: (str(line.bid),))
    return BidPlan(
        plan=plan,
        lines=lines,
        number={line.id: at for at, line in enumerate(lines)},
        everybody=(1 << len(lines)) - 1,
        ascending=tuple(sorted(line.bid for line in lines)),
        ties=tuple(same_bid[str(line.bid)] for line in lines),
        exchanges={exchange.slug: exchange for exchange in plan.exchanges},
        sites={host: site for site in plan.sites for host in site.hosts},
        apps={name.lower(): site for site in plan.sites for name in site.bundles},
        deals={(deal.exchange, deal.code): deal for deal in plan.deals},
        places=places_of(plan, lines),
        open_market=mask(not line.deals for line in lines),
        by_deal={
            Ulid(deal): found
            for deal, found in mask_by(lines, lambda line: line.deals).items()
        },
        teasers=mask(
            any(creative.teaser for creative in line.creatives) for line in lines
        ),
        geography=by_place(lines),
        devices=by_value(lines, "devices", lambda line: line.targeting.devices),
        hours=tuple(
            mask(_runs(line, day, hour) for line in lines)
            for day in range(_DAYS)
            for hour in range(_HOURS)
        ),
        ages=tuple(
            mask(_is_for(line, age) for line in lines) for age in range(OLDEST + 1)
        ),
        age_unknown=mask(not line.targeting.ages for line in lines)
        | lenient(lines, "ages"),
        genders=by_value(lines, "genders", lambda line: line.targeting.genders),
        interests=by_value(lines, "interests", lambda line: line.targeting.interests),
        languages=by_value(lines, "languages", lambda line: line.targeting.languages),
        keywords=by_value(
            lines,
            "keywords",
            lambda line: map(str.lower, line.targeting.keywords),
        ),
        categories=by_value(
            lines, "categories", lambda line: equivalents(line.targeting.categories)
        ),
        asks_content=any(
            line.targeting.categories or line.targeting.categories_excluded
            for line in lines
        ),
        categories_excluded=mask_by(
            lines, lambda line: equivalents(line.targeting.categories_excluded)
        ),
        hosts_excluded=mask_by(lines, lambda line: line.targeting.hosts_excluded),
        by_advertiser=mask_by(lines, lambda line: domains_of(advertiser_of(line))),
        without_segments=mask(_asks_no_segment(line) for line in lines),
        without_any=mask(not line.targeting.segments for line in lines),
        anonymous=mask(line.anonymous and _asks_no_segment(line) for line in lines),
        any_of=mask_by(lines, lambda line: line.targeting.segments),
        all_of=mask_by(lines, lambda line: line.targeting.segments_all),
        none_of=mask_by(lines, lambda line: line.targeting.segments_none),
    )


def advertiser_of(line: Line) -> str:
    """Give the domain that a line's bids name (``adomain``), in lower case."""
    return line.advertiser.lower() or LANDING_DOMAIN


def domains_of(host: str) -> Sequence[str]:
    """Give a domain and all above it but the last label, the longest first."""
    labels = host.split(".")
    return [".".join(labels[at:]) for at in range(len(labels) - 1)]


def segments_of(plan: AdsPlan) -> frozenset[str]:
    """Name all segments that the plan's lines ask for."""
    return frozenset(
        segment for line in plan.lines for segment in line.targeting.named_segments
    )


def _runs(line: Line, day: int, hour: int) -> bool:
    parts = line.targeting.dayparts
    return not parts or any(
        day in part.days and part.first <= hour < part.until for part in parts
    )


def _is_for(line: Line, age: int) -> bool:
    ages = line.targeting.ages
    return not ages or any(each.youngest <= age <= each.oldest for each in ages)


def _asks_no_segment(line: Line) -> bool:
    return not line.targeting.named_segments
