"""The five steps of joining, and where somebody stands in them."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from toile.portal.agreements.models import Agreement
from toile.portal.members.models import Join
from toile.portal.payouts.bank import bank_account
from toile.portal.ui.steps import State, Step, path_of

LABELS = (
    _("Votre cinéma"),
    _("Identité"),
    _("Convention"),
    _("Banque"),
    _("Pixel"),
)
NAMES = ("cinema", "identity", "agreement", "bank", "pixel")
CINEMA, IDENTITY, AGREEMENT, BANK, PIXEL = range(5)


@dataclass(frozen=True)
class Progress:
    """What is done of a join."""

    join: Join
    agreement: Agreement | None
    has_bank_account: bool

    @property
    def reached(self) -> int:
        """The first step that is not done; the pixel stays open for good."""
        if self.join.user_id is None:
            return CINEMA
        if self.join.cinema is None:
            return IDENTITY
        if self.agreement is None:
            return AGREEMENT
        if not self.has_bank_account or self.join.submitted_at is None:
            return BANK
        return PIXEL

    def url(self, step: int | None = None) -> str:
        """Where a step is done; the first that is not if none is named."""
        place = self.reached if step is None else step
        return url_of(self.join, place)

    def bar(self, at: int) -> list[Step]:
        """The steps as they are shown on one of them."""
        urls = [
            url_of(self.join, step) if CINEMA < step <= self.reached else ""
            for step in range(len(NAMES))
        ]
        return bar(at, urls, self.reached)


def url_of(join: Join, step: int) -> str:
    """Where a step of a join is done."""
    return reverse(f"members:{NAMES[step]}", args=[join.id])


def bar(at: int, urls: list[str] | None = None, reached: int = 0) -> list[Step]:
    """Draw the steps: done before the one reached, current where somebody stands."""
    labels: tuple[Any, ...] = LABELS
    made = path_of(labels, reached, urls or [""] * len(labels))
    return [
        Step(step.label, "current" if place == at else _not_current(step), step.url)
        for place, step in enumerate(made)
    ]


def _not_current(step: Step) -> State:
    return "todo" if step.state == "current" else step.state


def progress_of(join: Join) -> Progress:
    """Tell how far a join is (at most 2 queries)."""
    if join.cinema is None:
        return Progress(join, None, has_bank_account=False)
    signed = join.cinema.agreements.filter(terminated_on=None).exclude(
        stage=Agreement.Stage.REFUSED
    )
    return Progress(
        join,
        signed.order_by("-starts_on").first(),
        has_bank_account=bank_account(join.cinema.organisation) is not None,
    )
