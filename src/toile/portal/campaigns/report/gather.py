"""Gathers a campaign's report: a dozen summing queries, whatever its size."""

import datetime
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from django.utils.translation import gettext as _

from toile.portal.campaigns.criteria import reason_label
from toile.portal.campaigns.fees import fees_micros
from toile.portal.campaigns.measure import EffectSaid, effect, reach_and_frequency
from toile.portal.campaigns.models import Campaign, Creative, Flight, LineItem
from toile.portal.campaigns.report.counts import Counts
from toile.portal.campaigns.report.funnel import funnel
from toile.portal.campaigns.report.period import Period
from toile.portal.campaigns.report.plan import (
    midnight,
    pace,
    planned_by_day,
    planned_micros,
)
from toile.portal.campaigns.report.rates import rate_of, surely_best
from toile.portal.campaigns.report.told import (
    CreativeRow,
    DayRow,
    DepartementRow,
    EffectTold,
    Headline,
    HourRow,
    LineRow,
    Money,
    PlaceRow,
    ReachTold,
    RefusedRow,
    Report,
    Row,
)
from toile.portal.campaigns.report.words import (
    comparison_told,
    pace_told,
    why_empty,
)
from toile.portal.campaigns.selectors import Figures
from toile.portal.campaigns.splits import shape_of
from toile.portal.freshness.selectors import counted_until
from toile.wire.clock import PARIS
from toile.wire.geography import DEPARTEMENTS

_A_DAY = datetime.timedelta(days=1)
_COUNTED = ("impressions", "views", "clicks", "billable_clicks", "spend_micros")


def flights_of(campaign: Campaign) -> list[Flight]:
    """The flights of a campaign in their order (1 query)."""
    return list(campaign.flights.order_by("starts_at"))


def headline(
    campaign: Campaign,
    flights: Sequence[Flight],
    period: Period,
    now: datetime.datetime,
) -> Headline:
    """Gather the first figures alone (4 queries)."""
    lines = _lines(campaign, flights)
    by_day = Counts(campaign, period).by_day()
    return _headline(campaign, flights, period, now, lines, by_day)


def gather(
    campaign: Campaign,
    flights: Sequence[Flight],
    period: Period,
    now: datetime.datetime,
) -> Report:
    """Gather what is known of a campaign within a period (13 queries)."""
    counts = Counts(campaign, period)
    lines, by_day = _lines(campaign, flights), counts.by_day()
    head = _headline(campaign, flights, period, now, lines, by_day)
    measured = effect(campaign)
    creatives, comparison = _creatives(campaign, counts.by_creative())
    return Report(
        **msgspec.structs.asdict(head),
        days=_days(lines, by_day, head.first, head.last),
        lines=_line_rows(lines, counts.by_line()),
        places=_places(counts),
        creatives=creatives,
        comparison=comparison,
        departements=_departements(counts),
        hours=_hours(counts),
        refused=_refused(counts, head.total.clicks),
        funnel=funnel(head.total, measured, pool=any(line.pool for line in lines)),
        reach=_reach(campaign),
        effect=_effect(measured),
    )


def _headline(
    campaign: Campaign,
    flights: Sequence[Flight],
    period: Period,
    now: datetime.datetime,
    lines: Sequence[LineItem],
    by_day: Mapping[datetime.date, Figures],
) -> Headline:
    first, last = _span(period, flights, by_day, now.astimezone(PARIS).date())
    total = Row(**_counted(_sum(by_day.values())))
    money = _money(campaign, lines, total, period, (first, last), now)
    nothing = not (total.impressions or total.clicks)
    ahead = None if nothing else pace(money.spend_micros, money.planned_micros)
    return Headline(
        campaign=campaign.name,
        film=campaign.film.title,
        distributor=campaign.distributor.name,
        status=str(campaign.get_status_display()),
        first=first,
        last=last,
        empty=_why(campaign, flights, period, now) if nothing else "",
        total=total,
        money=money,
        pace=ahead,
        pace_told=pace_told(ahead),
        counted_until=counted_until(),
    )


def _lines(campaign: Campaign, flights: Sequence[Flight]) -> list[LineItem]:
    known = {flight.id: flight for flight in flights}
    lines = LineItem.objects.filter(flight__campaign=campaign)
    found = list(lines.order_by("flight__starts_at", "name", "id"))
    for line in found:
        line.flight = known[line.flight_id]
    return found


def _span(
    period: Period,
    flights: Sequence[Flight],
    by_day: Mapping[datetime.date, Figures],
    today: datetime.date,
) -> tuple[datetime.date | None, datetime.date | None]:
    """Tell the days shown: those of the flights up to today, and those of figures."""
    begun = [flight for flight in flights if flight.first_day <= today]
    starts = [flight.first_day for flight in begun] + list(by_day)
    ends = [min(flight.last_day, today) for flight in begun] + list(by_day)
    if not starts:
        return period.first, period.last
    first, last = period.first or min(starts), period.last or max(ends)
    # Before the campaign and after it there is nothing to show.
    return max(first, min(starts)), min(last, max(ends))


def _days(
    lines: Sequence[LineItem],
    by_day: Mapping[datetime.date, Figures],
    first: datetime.date | None,
    last: datetime.date | None,
) -> tuple[DayRow, ...]:
    if first is None or last is None or not by_day:
        return ()
    days = [first + n * _A_DAY for n in range((last - first).days + 1)]
    planned = planned_by_day(lines, days)
    return tuple(
        DayRow(day=day, planned_micros=plan, **_counted(by_day.get(day, Figures())))
        for day, plan in zip(days, planned, strict=True)
    )


def _money(
    campaign: Campaign,
    lines: Sequence[LineItem],
    total: Row,
    period: Period,
    shown: tuple[datetime.date | None, datetime.date | None],
    now: datetime.datetime,
) -> Money:
    first, last = shown
    planned = 0
    if first is not None and last is not None:
        planned = planned_micros(lines, first, min(now, midnight(last + _A_DAY)))
    return Money(
        budget_micros=sum(line.budget_micros for line in lines),
        spend_micros=total.spend_micros or 0,
        planned_micros=planned,
        fees_micros=fees_micros(campaign, period.first, period.last),
    )


def _why(
    campaign: Campaign,
    flights: Sequence[Flight],
    period: Period,
    now: datetime.datetime,
) -> str:
    if period.whole:
        return why_empty(campaign, flights, now)
    return _("Rien n’a été affiché pendant ces jours : choisissez une autre période.")


def _line_rows(
    lines: Sequence[LineItem], found: Mapping[str, Figures]
) -> tuple[LineRow, ...]:
    return tuple(
        LineRow(
            name=line.name,
            flight=line.flight.name,
            budget_micros=line.budget_micros,
            **_counted(found.get(line.id, Figures())),
        )
        for line in lines
    )


def _places(counts: Counts) -> tuple[PlaceRow, ...]:
    return tuple(
        PlaceRow(publisher=publisher, placement=placement, **_counted(done))
        for (publisher, placement, _id), done in counts.by_placement()
    )


def _creatives(
    campaign: Campaign, found: Mapping[str, Figures]
) -> tuple[tuple[CreativeRow, ...], str]:
    """Tell creatives with their rates, and which of them is surely clicked more."""
    creatives = list(campaign.creatives.all())
    rows = [_creative(one, found.get(one.id, Figures())) for one in creatives]
    told = ""
    for shape in sorted({shape_of(one) for one in creatives}):
        # The edge lets those of one shape take turns: only these are comparable.
        same = [
            row
            for one, row in zip(creatives, rows, strict=True)
            if shape_of(one) == shape
        ]
        best = surely_best([(row.impressions, row.clicks) for row in same])
        if best is not None:
            others = [same[at] for at in best.others]
            told = f"{told} {comparison_told(same[best.best], others)}".strip()
    return tuple(rows), told


def _creative(creative: Creative, done: Figures) -> CreativeRow:
    rate = rate_of(done.impressions, done.clicks)
    return CreativeRow(
        name=creative.name,
        kind=str(creative.get_kind_display()),
        low=None if rate is None else rate.low,
        high=None if rate is None else rate.high,
        **_counted(done),
    )


def _departements(counts: Counts) -> tuple[DepartementRow, ...]:
    rows = counts.by_departement()
    whole = sum(served for _, served in rows)
    return tuple(
        DepartementRow(
            code=code,
            name=DEPARTEMENTS[code].name if code in DEPARTEMENTS else code,
            served=served,
            share=served / whole,
        )
        for code, served in rows
        if served
    )


def _hours(counts: Counts) -> tuple[HourRow, ...]:
    found = counts.by_hour()
    return tuple(
        HourRow(hour=hour, impressions=shown, clicks=clicked)
        for hour in range(24)
        for shown, clicked in (found.get(hour, (0, 0)),)
    )


def _refused(counts: Counts, clicks: int) -> tuple[RefusedRow, ...]:
    return tuple(
        RefusedRow(
            code=code,
            reason=reason_label(code),
            clicks=number,
            share=number / clicks if clicks else None,
        )
        for code, number in counts.by_reason()
        if number
    )


def _reach(campaign: Campaign) -> ReachTold:
    found = reach_and_frequency(campaign)
    return ReachTold(
        ids=found.ids,
        mean=found.mean,
        classes=found.classes,
        why=found.why,
        counted_at=found.counted_at,
    )


def _effect(found: EffectSaid) -> EffectTold:
    return EffectTold(
        **{name: getattr(found, name) for name in EffectTold.__struct_fields__}
    )


def _sum(rows: Iterable[Figures]) -> Figures:
    found = list(rows)
    return Figures(
        **{
            name: sum(getattr(row, name) for row in found)
            for name in Figures.__dataclass_fields__
        }
    )


def _counted(done: Figures) -> dict[str, int]:
    return {name: getattr(done, name) for name in _COUNTED}
