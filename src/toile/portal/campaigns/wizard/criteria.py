"""Criteria as the wizard asks them: brackets of age, places by box; and back again."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from toile.portal.campaigns.forms.advanced import asked_advanced, told_advanced
from toile.portal.campaigns.models import LineItem
from toile.wire.geography import DEPARTEMENTS, REGIONS

# Nobody under 18 is aimed at: their choices are not theirs alone to make.
BRACKETS = {
    "18-24": (18, 24),
    "25-34": (25, 34),
    "35-49": (35, 49),
    "50-64": (50, 64),
    "65-120": (65, 120),
}
BRACKET_LABELS = [
    ("18-24", _("18 à 24 ans")),
    ("25-34", _("25 à 34 ans")),
    ("35-49", _("35 à 49 ans")),
    ("50-64", _("50 à 64 ans")),
    ("65-120", _("65 ans et plus")),
]
EVERYWHERE, FRANCE, CHOSEN = "everywhere", "france", "chosen"


def asked(line: LineItem | None) -> dict[str, Any]:
    """What the form shows of a line; for a new one, what most campaigns begin with."""
    if line is None:
        return {
            "pool": True,
            "where": FRANCE,
            "regions": [],
            "departements": [],
            "ages": [],
            "genders": [],
            "interests": [],
            "cap_impressions": 3,
            "cap_days": 1,
            **asked_advanced(None),
        }
    return {
        "pool": line.pool,
        **_asked_places(line.geography),
        "ages": _asked_ages(line.ages),
        "genders": list(line.genders),
        "interests": list(line.interests),
        "cap_impressions": line.cap_impressions,
        "cap_days": line.cap_days,
        **asked_advanced(line),
    }


def told(answers: dict[str, Any]) -> dict[str, Any]:
    """What a line keeps of the form's answers."""
    pool = answers["pool"]
    genders = answers["genders"]
    return {
        "pool": pool,
        "geography": _told_places(answers),
        "ages": _told_ages(answers["ages"]),
        # Both is the same as not asking, and lets the unknown pass more plainly.
        "genders": genders if len(genders) == 1 else [],
        "interests": answers["interests"],
        "cap_impressions": answers["cap_impressions"] if pool else None,
        "cap_days": answers["cap_days"] or 1,
        **told_advanced(answers),
    }


def _asked_places(geography: list[dict[str, str]]) -> dict[str, Any]:
    regions = [one["region"] for one in geography if one.get("region")]
    places = [one["departement"] for one in geography if one.get("departement")]
    where = CHOSEN if regions or places else FRANCE if geography else EVERYWHERE
    inside = [code for code, one in DEPARTEMENTS.items() if one.region in regions]
    return {
        "where": where,
        "regions": regions,
        "departements": sorted({*places, *inside}),
    }


def _told_places(answers: dict[str, Any]) -> list[dict[str, str]]:
    if answers["where"] == EVERYWHERE:
        return []
    if answers["where"] == FRANCE:
        return [{"country": "FR"}]
    chosen = set(answers["departements"])
    whole = {
        code
        for code in REGIONS
        if code in answers["regions"] or _inside(code) <= chosen
    }
    rest = {code for code in chosen if DEPARTEMENTS[code].region not in whole}
    return [{"country": "FR", "region": code} for code in sorted(whole)] + [
        {"country": "FR", "departement": code} for code in sorted(rest)
    ]


def _inside(region: str) -> set[str]:
    return {code for code, one in DEPARTEMENTS.items() if one.region == region}


def _asked_ages(ages: list[dict[str, int]]) -> list[str]:
    return [
        name
        for name, (youngest, oldest) in BRACKETS.items()
        if any(one["youngest"] <= oldest and one["oldest"] >= youngest for one in ages)
    ]


def _told_ages(names: Iterable[str]) -> list[dict[str, int]]:
    """Join brackets that touch; all of them is the same as not asking."""
    chosen = [BRACKETS[name] for name in BRACKETS if name in set(names)]
    if len(chosen) == len(BRACKETS):
        return []
    joined: list[list[int]] = []
    for youngest, oldest in chosen:
        if joined and joined[-1][1] == youngest - 1:
            joined[-1][1] = oldest
        else:
            joined.append([youngest, oldest])
    return [{"youngest": low, "oldest": high} for low, high in joined]
