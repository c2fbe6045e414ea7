"""What carrying the rules into contracts would change, before anybody does it."""

import datetime
import hashlib
from collections import Counter
from dataclasses import dataclass

from django.db.models import Q

from toile.portal.agreements.amending import TERMS, terms_of
from toile.portal.agreements.members import Choice, chosen_members, members
from toile.portal.agreements.models import Agreement
from toile.portal.agreements.selectors import in_force
from toile.portal.amendments.words import Difference, differences
from toile.portal.charter.selectors import Rules, rules_in_force


@dataclass(frozen=True)
class Preview:
    """The agreements that would be amended, those that already say so, and the rest."""

    from_day: datetime.date
    rules: Rules
    changed: list[Agreement]
    same: int
    begun: list[Agreement]

    @property
    def differences(self) -> list[tuple[Difference, int]]:
        """Each change with how many agreements it concerns, the most frequent first."""
        after = self.rules.terms
        found = Counter(
            one
            for agreement in self.changed
            for one in differences(terms_of(agreement), after)
        )
        return found.most_common()

    @property
    def seen(self) -> str:
        """What was previewed, in short: a decision names it."""
        parts = [self.from_day.isoformat(), str(sorted(self.rules.terms.items()))]
        parts += sorted(agreement.pk for agreement in self.changed)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def preview(
    choice: Choice, from_day: datetime.date, today: datetime.date, *, operator: bool
) -> Preview:
    """Tell what would change (5 queries, however many members)."""
    rules = rules_in_force(from_day)
    wanted = Q(
        kind=Agreement.Kind.UNION_CINEMA,
        cinema__in=chosen_members(choice, today).values("pk"),
    )
    if operator:
        wanted |= Q(kind=Agreement.Kind.OPERATOR_UNION)
    changed, begun, same = [], [], 0
    for one in in_force(from_day).filter(wanted).order_by("reference"):
        if terms_of(one) == rules.terms:
            same += 1
        elif one.starts_on >= from_day:
            begun.append(one)
        else:
            changed.append(one)
    return Preview(from_day, rules, changed, same, begun)


def conformity(day: datetime.date) -> tuple[int, int]:
    """How many members' agreements carry the rules of a day, and how many others."""
    rules = rules_in_force(day)
    found = in_force(day).filter(
        kind=Agreement.Kind.UNION_CINEMA, cinema__in=members(day).values("pk")
    )
    like = found.filter(**{name: rules.terms[name] for name in TERMS}).count()
    return like, found.count() - like
