"""The criteria, one after the other: which lines each lets through.

The live path ANDs the masks and stops where none is left; ``explain`` looks a line's
bit up in each. So both are the same code. Those that most requests fail come first;
those that want to know whom a request names, or what consent allows, are asked of what
the others have left.
"""

from bisect import bisect_left
from collections.abc import Callable

import msgspec

from toile.ads.bidding.asked import (
    Asked,
    age_asked,
    categories_asked,
    device_asked,
    gender_asked,
    interests_asked,
    keywords_asked,
    language_asked,
    place_asked,
)
from toile.ads.bidding.compiled import BidPlan, domains_of
from toile.ads.bidding.offered import Offered
from toile.ads.bidding.placements import Place
from toile.ads.delivery.hours import hour_of_week
from toile.ads.delivery.refusals import NoBidReason
from toile.wire.clock import utc_day
from toile.wire.money import Money
from toile.wire.plan import Placement


class Question(msgspec.Struct, frozen=True, gc=False):
    """One impression of one request, put to all lines.

    ``places`` are the placements that it may be. ``deals`` are the offered deal's
    index to bid by, or -1 for the open market. ``ready`` is the mask of the lines in
    their flight and within their pace, ``large`` the segments large enough to aim at;
    ``criteria`` are those that the plan asks for.
    """

    plan: BidPlan
    criteria: "Criteria"
    asked: Asked
    offered: Offered
    places: tuple[Place, ...]
    deal: int
    ready: int
    large: frozenset[str]


Criterion = Callable[[Question], int]
Named = tuple[tuple[NoBidReason, Criterion], ...]


class Criteria(msgspec.Struct, frozen=True, gc=False):
    """Those that need nobody's consent, and those of whoever reads."""

    page: Named
    reader: Named


def _placement(question: Question) -> int:
    first, *others = question.places
    found = first.lines
    for place in others:
        found |= place.lines
    return found


def _deal(question: Question) -> int:
    offered = question.offered
    if question.deal < 0:
        return 0 if offered.private else question.plan.open_market
    by = offered.deals[question.deal]
    found = question.plan.by_deal.get(by.deal.id, 0)
    if by.wants_advertisers is not None:
        wanted = 0
        for domain in by.wants_advertisers:
            wanted |= question.plan.by_advertiser.get(domain.lower(), 0)
        found &= wanted
    return found


def _floor(question: Question) -> int:
    """The dearest lines: bits are in the order of bids."""
    plan, places = question.plan, question.places
    if len(places) == 1:
        return _payers(plan, floor_asked(question, places[0].placement))
    # Whoever pays a cheap place may want the dear one alone.
    found = ~_placement(question)
    for place in places:
        found |= place.lines & _payers(plan, floor_asked(question, place.placement))
    return found


def _payers(plan: BidPlan, floor: int) -> int:
    return (1 << len(plan.ascending) - bisect_left(plan.ascending, floor)) - 1


def floor_asked(question: Question, placement: Placement) -> Money:
    """The floor that holds: the deal's, or the impression's and its placement's."""
    offered = question.offered
    if question.deal >= 0:
        by = offered.deals[question.deal]
        return max(by.floor, by.deal.floor)
    return max(offered.floor, placement.floor)


def place_for(question: Question, number: int) -> Placement | None:
    """Choose the place for a line that matched: the first that it wants and pays.

    ``None`` where the line wants interests that only other places have.
    """
    bit = 1 << number
    bid = question.plan.lines[number].bid
    anything = question.plan.interests.other & bit
    for place in question.places:
        placement = place.placement
        if (
            place.lines & bit
            and bid >= floor_asked(question, placement)
            and (anything or _interests_at(question, place) & bit)
        ):
            return placement
    return None


def _consent(question: Question) -> int:
    return -1 if question.asked.reader.contextual else 0


def _segments(question: Question) -> int:
    plan, asked = question.plan, question.asked
    if not asked.reader.targets:
        return plan.anonymous
    membership = asked.reader.membership()
    if membership is None:
        return plan.without_segments
    until, large = membership.until_day, question.large
    today = utc_day(asked.now_ms)
    any_of, none_of = plan.any_of, plan.none_of
    found, barred = plan.without_any, 0
    for name, day in until.items():
        if day < today:
            continue
        if name in any_of and name in large:
            found |= any_of[name]
        if name in none_of:
            barred |= none_of[name]
    for name, lines in plan.all_of.items():
        if until.get(name, -1) < today or name not in large:
            barred |= lines
    return found & ~barred


def _geography(question: Question) -> int:
    return question.plan.geography.of(place_asked(question.asked))


def _device(question: Question) -> int:
    return question.plan.devices.of(device_asked(question.asked))


def _daypart(question: Question) -> int:
    return question.plan.hours[hour_of_week(question.asked.now_ms)]


def _age(question: Question) -> int:
    age = age_asked(question.asked)
    return question.plan.age_unknown if age is None else question.plan.ages[age]


def _gender(question: Question) -> int:
    return question.plan.genders.of(gender_asked(question.asked))


def _interests(question: Question) -> int:
    plan, places = question.plan, question.places
    if len(places) == 1:
        return _interests_at(question, places[0])
    # Whoever wants one place's interests may be able to pay another's alone.
    fitting = buyers = anywhere = 0
    for place in places:
        here = _interests_at(question, place)
        buy = place.lines & _payers(plan, floor_asked(question, place.placement))
        fitting |= buy & here
        buyers |= buy
        anywhere |= here
    return fitting | (anywhere & ~buyers)


def _interests_at(question: Question, place: Place) -> int:
    values = interests_asked(question.asked) + place.placement.interests
    return question.plan.interests.of_any(values)


def _language(question: Question) -> int:
    return question.plan.languages.of(language_asked(question.asked))


def _keywords(question: Question) -> int:
    return question.plan.keywords.of_any(keywords_asked(question.asked))


def _content(question: Question) -> int:
    plan, categories = question.plan, categories_asked(question.asked)
    found = plan.categories.of_any(categories)
    if plan.categories_excluded:
        for category in categories:
            found &= ~plan.categories_excluded.get(category, 0)
    return found


def _host(question: Question) -> int:
    excluded = question.plan.hosts_excluded
    found = -1
    for domain in domains_of(question.asked.host):
        found &= ~excluded.get(domain, 0)
    return found


def _advertiser(question: Question) -> int:
    """Lines whose advertiser the request does not block (``badv``)."""
    by_advertiser, found = question.plan.by_advertiser, 0
    for domain in question.asked.request.badv or ():
        found |= by_advertiser.get(domain.strip().lower(), 0)
    return ~found


def _creative(question: Question) -> int:
    """Lines that have what the impression can show: only video needs a teaser."""
    imp = question.offered.imp
    if imp.banner is None and imp.native is None:
        return 0 if imp.video is None else question.plan.teasers
    return -1


def _ready(question: Question) -> int:
    return question.ready


_OF_PAGE: Named = (
    (NoBidReason.PLACEMENT, _placement),
    (NoBidReason.DEAL, _deal),
    (NoBidReason.BELOW_FLOOR, _floor),
    (NoBidReason.CREATIVE, _creative),
    # As a rule the place is the device's, which needs nobody's consent.
    (NoBidReason.GEOGRAPHY, _geography),
    (NoBidReason.DEVICE, _device),
    (NoBidReason.DAYPART, _daypart),
    (NoBidReason.LANGUAGE, _language),
    (NoBidReason.ADVERTISER, _advertiser),
    (NoBidReason.HOST_EXCLUDED, _host),
    (NoBidReason.KEYWORDS, _keywords),
    (NoBidReason.CONTENT, _content),
)
_OF_READER: Named = (
    (NoBidReason.NO_CONSENT, _consent),
    (NoBidReason.UNMATCHED_USER, _segments),
    (NoBidReason.AGE, _age),
    (NoBidReason.GENDER, _gender),
    (NoBidReason.INTERESTS, _interests),
    (NoBidReason.PACING, _ready),
)

CRITERIA = _OF_PAGE + _OF_READER


def criteria_of(plan: BidPlan) -> Criteria:
    """Give the criteria that a plan's lines ask for: the others let all through."""
    everybody = plan.everybody
    asks = {
        NoBidReason.GEOGRAPHY: plan.geography.elsewhere != everybody,
        NoBidReason.DEVICE: bool(plan.devices.masks),
        NoBidReason.DAYPART: any(hour != everybody for hour in plan.hours),
        NoBidReason.AGE: any(
            age != everybody for age in (*plan.ages, plan.age_unknown)
        ),
        NoBidReason.GENDER: bool(plan.genders.masks),
        NoBidReason.INTERESTS: bool(plan.interests.masks),
        NoBidReason.LANGUAGE: bool(plan.languages.masks),
        NoBidReason.KEYWORDS: bool(plan.keywords.masks),
        NoBidReason.CONTENT: plan.asks_content,
        NoBidReason.HOST_EXCLUDED: bool(plan.hosts_excluded),
    }
    return Criteria(
        tuple(one for one in _OF_PAGE if asks.get(one[0], True)),
        tuple(one for one in _OF_READER if asks.get(one[0], True)),
    )


def match(question: Question) -> int | NoBidReason:
    """Give the lines that fit, or the criterion at which the last one fell."""
    left = match_page(question)
    return left if isinstance(left, NoBidReason) else match_reader(question, left)


def match_page(question: Question) -> int | NoBidReason:
    """Give the lines that fit page and impression, or where the last one fell."""
    return _match(question, question.plan.everybody, question.criteria.page)


def match_reader(question: Question, left: int) -> int | NoBidReason:
    """Give those of ``left`` that fit whoever reads, or where the last one fell."""
    return _match(question, left, question.criteria.reader)


def _match(question: Question, left: int, criteria: Named) -> int | NoBidReason:
    for reason, criterion in criteria:
        left &= criterion(question)
        if not left:
            return reason
    return left


def misfits(question: Question, number: int) -> list[NoBidReason]:
    """Tell every criterion that a line fails, in their order."""
    bit = 1 << number
    return [reason for reason, criterion in CRITERIA if not criterion(question) & bit]
