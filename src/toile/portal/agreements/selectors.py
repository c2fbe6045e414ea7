"""Which agreements count on a day, and what follows from them."""

import datetime

from django.db.models import Q, QuerySet

from toile.portal.agreements.models import Agreement
from toile.portal.approvals.selectors import approved_ids, once_approved_ids
from toile.portal.cinemas.models import Site
from toile.portal.cinemas.selectors import active_sites


def in_force(on: datetime.date) -> QuerySet[Agreement]:
    """Agreements that count on the given day (Paris)."""
    return Agreement.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on),
        Q(terminated_on__isnull=True) | Q(terminated_on__gt=on),
        starts_on__lte=on,
        stage=Agreement.Stage.SIGNED,
    ).select_related("organisation", "cinema")


def rate(on: datetime.date) -> Agreement | None:
    """The agreement that sets a click's fee and how it is shared: the operator's.

    While there is none nobody pays.
    """
    operators = in_force(on).filter(kind=Agreement.Kind.OPERATOR_UNION)
    return operators.order_by("starts_on").last()


def cinemas_in_force(on: datetime.date) -> dict[str, Agreement]:
    """Agreements by cinema id: the members whose data and money count that day."""
    agreements = in_force(on).filter(kind=Agreement.Kind.UNION_CINEMA)
    return {
        agreement.cinema_id: agreement
        for agreement in agreements
        if agreement.cinema_id
    }


def once_members() -> set[str]:
    """Ids of the cinemas of which a browser may hold something: members, ever."""
    agreements = Agreement.objects.filter(
        kind=Agreement.Kind.UNION_CINEMA, stage=Agreement.Stage.SIGNED
    )
    signed = agreements.values_list("cinema_id", flat=True)
    return {cinema for cinema in signed if cinema} & once_approved_ids("cinema")


def member_sites(on: datetime.date) -> list[Site]:
    """Active sites of approved cinemas under an agreement: the pool's plan."""
    members = set(cinemas_in_force(on)) & approved_ids("cinema")
    return list(active_sites(sorted(members), on))


def waiting_count() -> int:
    """How many agreements wait for the union's signature."""
    return Agreement.objects.filter(stage=Agreement.Stage.AWAITING).count()


def agreement_before(agreement: Agreement) -> Agreement | None:
    """The agreement that this one followed, or would follow."""
    earlier = Agreement.objects.filter(
        kind=agreement.kind,
        organisation=agreement.organisation_id,
        cinema=agreement.cinema_id,
        stage=Agreement.Stage.SIGNED,
        starts_on__lte=agreement.starts_on,
        pk__lt=agreement.pk,
    )
    return earlier.order_by("starts_on", "pk").last()
