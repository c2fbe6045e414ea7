"""The four steps of an installation, and where a site stands in them."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from toile.portal.cinemas.models import Site
from toile.portal.members.models import Installation
from toile.portal.ui.steps import Step

TOOLS, LINES, NOTICE, CHECK = "outils", "lignes", "confidentialite", "verification"
LABELS = {
    TOOLS: _("Votre site"),
    LINES: _("Les lignes"),
    NOTICE: _("Confidentialité"),
    CHECK: _("Vérification"),
}
STEPS = tuple(LABELS)


@dataclass(frozen=True)
class Installing:
    """What is done of a site's installation."""

    site: Site
    lines_on: datetime.date | None
    notice_on: datetime.date | None
    works: bool

    def is_done(self, step: str) -> bool:
        """Tell whether a step is behind."""
        return {
            TOOLS: bool(self.site.maker and self.site.consent_tool),
            LINES: self.lines_on is not None,
            NOTICE: self.notice_on is not None,
            CHECK: self.works,
        }[step]

    def done_on(self, step: str) -> datetime.date | None:
        """Tell when somebody said that a step was done."""
        return {LINES: self.lines_on, NOTICE: self.notice_on}.get(step)

    @property
    def reached(self) -> str:
        """The first step that is not done; the last one when all are."""
        return next((step for step in STEPS if not self.is_done(step)), CHECK)

    def bar(self, at: str, url_of: Callable[[str], str]) -> list[Step]:
        """The steps as they are shown on one of them; each can be opened."""
        return [
            Step(
                label,
                "current" if step == at else "done" if self.is_done(step) else "todo",
                url_of(step),
            )
            for step, label in LABELS.items()
        ]


def installing(site: Site, *, works: bool) -> Installing:
    """Tell how far a site is (1 query)."""
    kept = Installation.objects.filter(site=site).first()
    return Installing(
        site,
        kept.lines_on if kept else None,
        kept.notice_on if kept else None,
        works,
    )


def after(step: str) -> str:
    """Name the step that follows; the last one is followed by itself."""
    return STEPS[min(STEPS.index(step) + 1, len(STEPS) - 1)]
