"""Gathers a campaign's report: a dozen summing queries, whatever its size."""

import datetime
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from django.utils.translation import gettext as _

from toile.portal.campaigns.fees import fees_micros
from toile.portal.campaigns.measure import effect
from toile.portal.campaigns.models import Campaign, Flight, LineItem
from toile.portal.campaigns.report.counts import Counts
from toile.portal.campaigns.report.funnel import funnel
from toile.portal.campaigns.report.period import Period
from toile.portal.campaigns.report.plan import (
    pace,
    planned_by_day,
    planned_micros,
)
from toile.portal.campaigns.report.rows import (
    counted,
    creative_rows,
    departement_rows,
    effect_told,
    hour_rows,
    line_rows,
    place_rows,
    reach_told,
    refused_rows,
)
from toile.portal.campaigns.report.told import (
    DayRow,
    Headline,
    Money,
    Report,
    Row,
)
from toile.portal.campaigns.report.words import (
    pace_told,
    why_empty,
)
from toile.portal.campaigns.selectors import Figures
from toile.portal.freshness.selectors import counted_until
from toile.wire.calendar import midnight
from toile.wire.clock import PARIS

_A_DAY = datetime.timedelta(days=1)


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
    least: int,
) -> Report:
    """Gather what is known of a campaign within a period (13 queries).

    ``least`` is the smallest cell of the rules in force.
    """
    counts = Counts(campaign, period)
    lines, by_day = _lines(campaign, flights), counts.by_day()
    head = _headline(campaign, flights, period, now, lines, by_day)
    measured = effect(campaign, least)
    creatives, comparison = creative_rows(campaign, counts.by_creative())
    return Report(
        **msgspec.structs.asdict(head),
        days=_days(lines, by_day, head.first, head.last),
        lines=line_rows(lines, counts.by_line()),
        places=place_rows(counts),
        creatives=creatives,
        comparison=comparison,
        departements=departement_rows(counts, least),
        hours=hour_rows(counts),
        refused=refused_rows(counts, head.total.clicks),
        funnel=funnel(
            head.total, measured, least, pool=any(line.pool for line in lines)
        ),
        reach=reach_told(campaign, least),
        effect=effect_told(measured),
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
    total = Row(**counted(_sum(by_day.values())))
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
        DayRow(day=day, planned_micros=plan, **counted(by_day.get(day, Figures())))
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


def _sum(rows: Iterable[Figures]) -> Figures:
    found = list(rows)
    return Figures(
        **{
            name: sum(getattr(row, name) for row in found)
            for name in Figures.__dataclass_fields__
        }
    )
