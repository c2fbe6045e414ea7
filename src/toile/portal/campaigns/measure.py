"""What the lab measured of a campaign, for its report: reach, frequency, effect."""

import datetime
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toile.lab import shown
from toile.lab.frequency import Class
from toile.lab.lift import SMALLEST_GROUP
from toile.portal.campaigns.models import Campaign, CampaignEffect, CampaignReach


@dataclass(frozen=True)
class Reach:
    """How many ids of the pool saw a campaign, and how often.

    ``ids`` and ``mean`` are ``None`` while too few saw it; then ``why`` says so.
    ``counted_at`` is ``None`` before the first count.
    """

    ids: int | None = None
    mean: float | None = None
    classes: tuple[Class, ...] = ()
    counted_at: datetime.datetime | None = None
    why: str = ""


def reach_and_frequency(campaign: Campaign, least: int) -> Reach:
    """Tell whom a campaign met, and how often (1 query)."""
    row = CampaignReach.objects.filter(campaign=campaign).first()
    if row is None:
        return Reach(
            why=_(
                "Aucun spectateur du pool n’a encore été compté : la couverture se "
                "mesure avec l’option « Salles Art et Essai »."
            )
        )
    if row.ids is None or row.ids < least:
        few = _(
            "Moins de %d spectateurs ont vu la campagne : trop peu pour le montrer."
        )
        return Reach(counted_at=row.counted_at, why=few % least)
    classes = _joined(tuple(Class(**each) for each in row.frequency), least)
    return Reach(row.ids, row.mean, classes, row.counted_at)


@dataclass(frozen=True)
class EffectSaid:
    """A measured effect with its sentence; rates are ``None`` while it is too early.

    ``low`` and ``high`` bound ``difference`` in 95 cases of 100. All between -1 and 1.
    """

    sentence: str
    verdict: str = ""
    served: int | None = None
    held_out: int | None = None
    served_rate: float | None = None
    held_out_rate: float | None = None
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    relative: float | None = None
    counted_at: datetime.datetime | None = None


def effect(campaign: Campaign, least: int) -> EffectSaid:
    """Tell what a campaign changed: film pages looked up, served against held out.

    1 query.
    """
    if not campaign.holdout_percent:
        return EffectSaid(
            _("Sans groupe témoin, l’effet de la campagne ne se mesure pas.")
        )
    row = CampaignEffect.objects.filter(campaign=campaign).first()
    if row is None:
        return EffectSaid(
            _("Pas encore assez de spectateurs : la comparaison n’a pas commencé.")
        )
    if _is_early(row, least):
        few = max(SMALLEST_GROUP, least)
        return EffectSaid(
            str(_TOO_EARLY) % {"least": few},
            "too_small",
            shown(row.served or 0, least),
            shown(row.held_out or 0, least),
            counted_at=row.counted_at,
        )
    return EffectSaid(
        sentence=_sentence(row),
        **{name: getattr(row, name) for name in _COPIED},
    )


def _is_early(row: CampaignEffect, least: int) -> bool:
    """Tell whether a side is too small, now or by the rules of the day it counted."""
    smallest = min(row.served or 0, row.held_out or 0)
    return row.verdict == "too_small" or row.served_rate is None or smallest < least


def _joined(classes: tuple[Class, ...], least: int) -> tuple[Class, ...]:
    """Join what was counted under an older rule, as ``lab.frequency`` does."""
    joined: list[Class] = []
    ids, most = 0, None
    for one in reversed(classes):
        most = one.most if not ids else most
        ids += one.ids
        if ids >= least:
            joined.insert(0, Class(one.least, most, ids))
            ids = 0
    if ids and joined:
        joined[0] = Class(classes[0].least, joined[0].most, joined[0].ids + ids)
    return tuple(joined)


_TOO_EARLY = gettext_lazy(
    "Pas encore assez : il faut au moins %(least)d spectateurs exposés et "
    "autant de témoins, et une dizaine de visites de la page du film."
)
_COPIED = (
    "verdict",
    "served",
    "held_out",
    "served_rate",
    "held_out_rate",
    "difference",
    "low",
    "high",
    "relative",
    "counted_at",
)


def _sentence(row: CampaignEffect) -> str:
    said = {
        "served": _percent(row.served_rate),
        "held_out": _percent(row.held_out_rate),
        "low": _points(row.low),
        "high": _points(row.high),
    }
    if row.verdict == "more":
        text = _(
            "%(served)s des spectateurs exposés ont regardé la page du film chez un "
            "cinéma dans les deux semaines, contre %(held_out)s des témoins : la "
            "campagne y est pour quelque chose (écart de %(low)s à %(high)s points)."
        )
    elif row.verdict == "fewer":
        text = _(
            "%(served)s des spectateurs exposés ont regardé la page du film chez un "
            "cinéma dans les deux semaines, contre %(held_out)s des témoins : moins "
            "qu’eux (écart de %(low)s à %(high)s points)."
        )
    else:
        text = _(
            "%(served)s des spectateurs exposés ont regardé la page du film chez un "
            "cinéma dans les deux semaines, contre %(held_out)s des témoins : l’écart "
            "(de %(low)s à %(high)s points) peut être dû au hasard."
        )
    return text % said


def _percent(rate: float | None) -> str:
    return _("%(number)s %%") % {"number": number_format(100 * (rate or 0.0), 1)}


def _points(rate: float | None) -> str:
    points = 100 * (rate or 0.0)
    sign = "+" if points > 0 else "−" if points < 0 else ""
    return f"{sign}{number_format(abs(points), 1)}"
