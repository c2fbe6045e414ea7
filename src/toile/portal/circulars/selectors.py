"""To whom a message goes, and what became of those that went."""

import datetime
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.models import Membership
from toile.portal.agreements.members import Choice, chosen_members
from toile.portal.cinemas.models import Cinema
from toile.portal.circulars.models import Circular, Delivery
from toile.portal.mail.models import Kind, Refusal

_UNWRITTEN = {Delivery.State.WAITING: "unwritten", Delivery.State.FAILED: "failed"}


@dataclass(frozen=True)
class Recipient:
    """One address, for the first cinema it is reached by."""

    cinema: Cinema
    address: str
    refused: bool

    @property
    def state(self) -> str:
        """The code by which its state is coloured."""
        return "paused" if self.refused else "ok"

    @property
    def state_words(self) -> str:
        """The same in words."""
        return str(_("désinscrit, ne reçoit rien") if self.refused else _("reçoit"))


@dataclass(frozen=True)
class Audience:
    """Everybody a message would go to."""

    cinemas: int
    recipients: Sequence[Recipient]
    unreachable: Sequence[Cinema]

    @property
    def refusing(self) -> int:
        """Addresses that wish for no such message: they get none."""
        return sum(one.refused for one in self.recipients)

    @property
    def reached(self) -> int:
        """Addresses that get it."""
        return len(self.recipients) - self.refusing


def choice_of(circular: Circular) -> Choice:
    """Read the choice that a message keeps."""
    kept: dict[str, Any] = circular.choice
    return Choice(**{name: tuple(kept.get(name, ())) for name in asdict(Choice())})


def audience(choice: Choice, today: datetime.date) -> Audience:
    """Find who is meant: the people of each cinema, or its contact (5 queries)."""
    cinemas = list(chosen_members(choice, today).order_by("commune", "name"))
    people = _people({one.organisation_id for one in cinemas})
    refusals = set(
        Refusal.objects.filter(kind=Kind.MESSAGE).values_list("address", flat=True)
    )
    found: dict[str, Recipient] = {}
    unreachable = []
    for cinema in cinemas:
        contact = cinema.organisation.contact_email.strip().lower()
        addresses = people.get(cinema.organisation_id) or ([contact] if contact else [])
        if not addresses:
            unreachable.append(cinema)
        for address in addresses:
            found.setdefault(address, Recipient(cinema, address, address in refusals))
    return Audience(len(cinemas), list(found.values()), unreachable)


def seen_of(circular: Circular, found: Audience) -> str:
    """Sum up what was about to be sent, and to whom."""
    parts = [circular.subject, circular.text]
    parts += sorted(one.address for one in found.recipients)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def circulars() -> QuerySet[Circular]:
    """All messages, the newest first, each with how many addresses it went to."""
    return Circular.objects.select_related("made_by", "sent_by", "job").annotate(
        reached=Count("deliveries")
    )


def deliveries(circular: Circular) -> QuerySet[Delivery]:
    """To whom a message went."""
    return circular.deliveries.select_related("cinema", "mail")


def outcomes(circular: Circular) -> Counter[str]:
    """How many of its mails are in each state; those not written, in their own."""
    rows = circular.deliveries.values_list("mail__state", "state")
    found = Counter[str]()
    for mail, state, count in rows.annotate(Count("pk")).order_by():
        found[mail or _UNWRITTEN.get(state, "")] += count
    return found


def _people(organisations: set[str]) -> dict[str, list[str]]:
    rows = Membership.objects.filter(
        organisation__in=organisations,
        role__in=[Membership.Role.OWNER, Membership.Role.EDITOR],
        user__is_active=True,
    ).order_by("user__email")
    found: dict[str, list[str]] = {}
    for organisation, address in rows.values_list("organisation_id", "user__email"):
        found.setdefault(organisation, []).append(address)
    return found
