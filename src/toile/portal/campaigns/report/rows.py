"""The rows of a report: of lines, placements, creatives, places, hours, reasons."""

from collections.abc import Mapping, Sequence

from toile.portal.campaigns.criteria import reason_label
from toile.portal.campaigns.measure import EffectSaid, reach_and_frequency
from toile.portal.campaigns.models import Campaign, Creative, LineItem
from toile.portal.campaigns.report.counts import Counts
from toile.portal.campaigns.report.rates import rate_of, surely_best
from toile.portal.campaigns.report.told import (
    CreativeRow,
    DepartementRow,
    EffectTold,
    HourRow,
    LineRow,
    PlaceRow,
    ReachTold,
    RefusedRow,
)
from toile.portal.campaigns.report.words import comparison_told
from toile.portal.campaigns.selectors import Figures
from toile.portal.campaigns.splits import shape_of
from toile.wire.geography import DEPARTEMENTS

_COUNTED = ("impressions", "views", "clicks", "billable_clicks", "spend_micros")


def line_rows(
    lines: Sequence[LineItem], found: Mapping[str, Figures]
) -> tuple[LineRow, ...]:
    """Tell what each line did, those too that did nothing."""
    return tuple(
        LineRow(
            name=line.name,
            flight=line.flight.name,
            budget_micros=line.budget_micros,
            **counted(found.get(line.id, Figures())),
        )
        for line in lines
    )


def place_rows(counts: Counts) -> tuple[PlaceRow, ...]:
    """Tell what was shown at each placement."""
    return tuple(
        PlaceRow(publisher=publisher, placement=placement, **counted(done))
        for (publisher, placement, _id), done in counts.by_placement()
    )


def creative_rows(
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
        **counted(done),
    )


def departement_rows(counts: Counts, least: int) -> tuple[DepartementRow, ...]:
    """Tell where ads were served; nothing of a place with fewer than ``least``."""
    rows = [
        (code, served) for code, served in counts.by_departement() if served >= least
    ]
    whole = sum(served for _, served in rows)
    return tuple(
        DepartementRow(
            code=code,
            name=DEPARTEMENTS[code].name if code in DEPARTEMENTS else code,
            served=served,
            share=served / whole,
        )
        for code, served in rows
    )


def hour_rows(counts: Counts) -> tuple[HourRow, ...]:
    """Tell each of the 24 hours."""
    found = counts.by_hour()
    return tuple(
        HourRow(hour=hour, impressions=shown, clicks=clicked)
        for hour in range(24)
        for shown, clicked in (found.get(hour, (0, 0)),)
    )


def refused_rows(counts: Counts, clicks: int) -> tuple[RefusedRow, ...]:
    """Tell why clicks were not billed."""
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


def reach_told(campaign: Campaign, least: int) -> ReachTold:
    """Tell whom the campaign met."""
    found = reach_and_frequency(campaign, least)
    return ReachTold(
        ids=found.ids,
        mean=found.mean,
        classes=found.classes,
        why=found.why,
        counted_at=found.counted_at,
    )


def effect_told(found: EffectSaid) -> EffectTold:
    """Tell what the campaign changed."""
    return EffectTold(
        **{name: getattr(found, name) for name in EffectTold.__struct_fields__}
    )


def counted(done: Figures) -> dict[str, int]:
    """Give the figures that rows have."""
    return {name: getattr(done, name) for name in _COUNTED}
