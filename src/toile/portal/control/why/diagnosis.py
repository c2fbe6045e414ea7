"""The whole walk, and its verdict."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from toile.portal.campaigns.models import LineItem
from toile.portal.campaigns.selectors import Figures
from toile.portal.control.selectors import figures_of
from toile.portal.control.why.decided import decided
from toile.portal.control.why.served import served
from toile.portal.control.why.step import Step
from toile.portal.control.why.trials import Trial


@dataclass(frozen=True)
class Diagnosis:
    """All steps in order, what was delivered, and the trials of each placement."""

    steps: Sequence[Step]
    trials: Sequence[Trial]
    done: Figures
    machines: bool
    """Whether people had decided all, so that the machines were looked at."""

    @property
    def first_stop(self) -> Step | None:
        """The first thing that keeps the line from being served."""
        return next((step for step in self.steps if step.stops), None)

    @property
    def warnings(self) -> list[Step]:
        """What makes it be served less."""
        return [step for step in self.steps if step.state == "warn"]

    @property
    def outbid(self) -> list[Trial]:
        """Placements where a reader who fits would see another line."""
        return [one for one in self.trials if one.wins and one.winner and not one.ours]


def diagnose(line: LineItem, now: datetime.datetime) -> Diagnosis:
    """Look at a line as it stands now.

    What the machines do is only looked at once people have decided all there is to
    decide: before, the plan rightly does not know the line.
    """
    steps = list(decided(line, now))
    trials: list[Trial] = []
    machines = not any(step.stops for step in steps)
    if machines:
        for found in served(line, now):
            if isinstance(found, Step):
                steps.append(found)
            else:
                trials = found
    done = figures_of([line.id]).get(line.id, Figures())
    return Diagnosis(steps, trials, done, machines)
