"""Who hears that a statement is there: people by mail, programs by webhook."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from toile.portal.accounts.models import Membership, Organisation, User
from toile.portal.cinemas.models import Cinema
from toile.portal.mail.services import absolute, send
from toile.portal.statements.models import Statement
from toile.portal.statements.sheets import decoded
from toile.portal.statements.words import month_label
from toile.portal.webhooks.models import Event
from toile.portal.webhooks.selectors import listeners
from toile.portal.webhooks.services import emit
from toile.wire.calendar import write_month


@dataclass(frozen=True)
class People:
    """Whom statements concern: cinemas, their people in charge, who listens."""

    cinemas: Mapping[str, Cinema]
    owners: Mapping[str, Sequence[User]]
    unions: Sequence[Organisation]
    listening: frozenset[str]


def people_of(cinema_ids: Sequence[str]) -> People:
    """Look up whom these cinemas' statements concern (4 queries)."""
    rows = Cinema.objects.filter(id__in=cinema_ids).select_related("organisation")
    cinemas = {row.id: row for row in rows}
    owners: defaultdict[str, list[User]] = defaultdict(list)
    seats = Membership.objects.filter(
        organisation__in={row.organisation_id for row in cinemas.values()},
        role=Membership.Role.OWNER,
        user__is_active=True,
    )
    for seat in seats.select_related("user").order_by("user__email"):
        owners[seat.organisation_id].append(seat.user)
    return People(
        cinemas,
        owners,
        list(Organisation.objects.filter(kind=Organisation.Kind.UNION)),
        frozenset(listeners(Event.STATEMENT_ISSUED)),
    )


def tell(statement: Statement, people: People) -> None:
    """Tell of a statement, in the caller's transaction; nobody is told twice.

    A month in which nothing happened is told to programs alone.
    """
    cinema = people.cinemas[statement.cinema_id]
    if not decoded(statement.content).is_empty:
        _write(statement, cinema, people.owners.get(cinema.organisation_id, ()))
    for organisation in (cinema.organisation, *people.unions):
        if organisation.id in people.listening:
            key = f"{Event.STATEMENT_ISSUED}:{statement.id}"
            emit(organisation, Event.STATEMENT_ISSUED, key, data_of(statement))


def data_of(statement: Statement) -> dict[str, str | int]:
    """What programs are told of a statement."""
    return {
        "id": statement.id,
        "cinema_id": statement.cinema_id,
        "month": write_month(statement.month),
        "number": statement.number,
        "clicks": statement.clicks,
        "net_micros": statement.net_micros,
        "paid_micros": statement.paid_micros,
        "payable_micros": statement.payable_micros,
        "pending_micros": statement.pending_micros,
        "sha256": statement.sha256,
    }


def _write(statement: Statement, cinema: Cinema, owners: Sequence[User]) -> None:
    page = absolute(reverse("statements:statement", args=[statement.id]))
    for user in owners:
        given = {
            "name": user.name,
            "cinema": str(cinema),
            "month": month_label(statement.month),
            "clicks": statement.clicks,
            "net_micros": statement.net_micros,
            "payable_micros": statement.payable_micros,
            "url": page,
        }
        send("statements/issued", user.email, given)
