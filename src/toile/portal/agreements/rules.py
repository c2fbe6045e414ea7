"""Who may see an agreement, and on which side of it somebody stands."""

from django.db.models import Q, QuerySet

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat
from toile.portal.agreements.models import Agreement, Termination
from toile.portal.agreements.texts import Party
from toile.portal.cinemas.models import Cinema


def visible_agreements(seat: Seat) -> QuerySet[Agreement]:
    """All for the union; for the others those that they signed."""
    found = Agreement.objects.select_related("organisation", "cinema__organisation")
    if seat.kind == Organisation.Kind.UNION:
        return found
    own = Q(organisation=seat.organisation) | Q(cinema__organisation=seat.organisation)
    return found.filter(own)


def side_of(seat: Seat) -> str:
    """On which side of an agreement that they may see somebody stands."""
    union = seat.kind == Organisation.Kind.UNION
    return Termination.Side.UNION if union else Termination.Side.COUNTERPART


def may_end(seat: Seat, agreement: Agreement) -> bool:
    """The responsible people of either side; the union's editors too, who decide."""
    if seat.kind == Organisation.Kind.UNION:
        return seat.may_change
    return seat.is_owner and agreement.organisation_id == seat.organisation.pk


def party_of(seat: Seat, key: str) -> Party | None:
    """Whom somebody signs for: one of their cinemas, or the operator itself."""
    if seat.kind == Organisation.Kind.OPERATOR:
        return Party(seat.organisation) if key == OPERATOR else None
    cinema = Cinema.objects.filter(pk=key, organisation=seat.organisation).first()
    return None if cinema is None else Party(seat.organisation, cinema)


OPERATOR = "operateur"
"""The key of the operator, which has one contract, among those of cinemas."""
