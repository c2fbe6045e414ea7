"""The steps, which of them are done, and which can be opened."""

import datetime
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from toile.portal.campaigns.gaps import Gap, gaps
from toile.portal.campaigns.models import Campaign, LineItem
from toile.portal.ui.steps import State, Step

LABELS = {
    "film": _("Film"),
    "dates": _("Dates"),
    "criteria": _("Critères"),
    "sites": _("Sites"),
    "creatives": _("Créations"),
    "budget": _("Budget"),
    "review": _("Vérification"),
}
ORDER = tuple(LABELS)


@dataclass(frozen=True)
class Path:
    """Where a draft stands on its way."""

    campaign: Campaign
    at: str
    gaps: list[Gap]
    reachable: frozenset[str]

    @property
    def steps(self) -> list[Step]:
        """What ``<c-steps>`` shows."""
        return [
            Step(LABELS[name], self._state(name), self._url(name)) for name in ORDER
        ]

    @property
    def next_url(self) -> str:
        """Where the step's button leads."""
        return step_url(self.campaign, after(self.at))

    @property
    def missing(self) -> list[tuple[str, str, str]]:
        """What is missing: the sentence, the step's label and its address."""
        return [
            (gap.said, str(LABELS[gap.step]), self._url(gap.step)) for gap in self.gaps
        ]

    def _state(self, name: str) -> State:
        if name == self.at:
            return "current"
        faulty = name in {gap.step for gap in self.gaps}
        if name == "review" or faulty or name not in self.reachable:
            return "todo"
        return "done"

    def _url(self, name: str) -> str:
        return step_url(self.campaign, name) if name in self.reachable else ""


def path_at(campaign: Campaign, at: str, now: datetime.datetime) -> Path:
    """Tell where a draft stands (6 queries at most)."""
    return Path(campaign, at, gaps(campaign, now), frozenset(reachable(campaign)))


def reachable(campaign: Campaign) -> tuple[str, ...]:
    """The steps that can be opened: dates need a film, criteria need dates."""
    if not campaign.flights.exists():
        return ORDER[:2]
    if not LineItem.objects.filter(flight__campaign=campaign).exists():
        return ORDER[:3]
    return ORDER


def after(name: str) -> str:
    """Name the step that follows."""
    return ORDER[min(ORDER.index(name) + 1, len(ORDER) - 1)]


def step_url(campaign: Campaign, name: str) -> str:
    """The address of a step."""
    return reverse(f"campaigns:{name}_step", args=[campaign.id])


def first_open(campaign: Campaign, now: datetime.datetime) -> str:
    """Name the step at which a draft is best taken up again."""
    missing = {gap.step for gap in gaps(campaign, now)}
    can = reachable(campaign)
    for name in ORDER[1:-1]:
        if name in missing:
            return name if name in can else can[-1]
    return "review"
