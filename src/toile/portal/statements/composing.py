"""Composing sheets: a month's figures with the names of the day they are drawn up."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q

from toile.ledger.statements import Statement
from toile.portal.accounts.models import Organisation
from toile.portal.agreements.models import Agreement, LegalIdentity
from toile.portal.campaigns.models import Campaign
from toile.portal.cinemas.models import Cinema
from toile.portal.statements.gathering import gather
from toile.portal.statements.refusals import RefusedError, StatementRefusal
from toile.portal.statements.sheets import NamedCampaign, Party, Sheet
from toile.wire.calendar import month_after

ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Membership:
    """When within a month a cinema's agreements began and ended; ``None``: without."""

    since: datetime.date | None = None
    until: datetime.date | None = None


@dataclass(frozen=True)
class Names:
    """All names that the sheets of a month need."""

    union: Party
    cinemas: dict[str, Party]
    campaigns: dict[str, NamedCampaign]


def compose(
    month: datetime.date,
    link: tuple[int, str],
    drawn_at_ms: int,
    only: str | None = None,
) -> dict[str, Sheet]:
    """Compose the provisional sheets of a month, by cinema id (12 queries).

    ``link`` is the number and the hash of the link of the chain that they name.
    """
    members = members_in(month)
    statements = gather(month, members.keys(), only)
    names = _names(statements)
    return {
        one.cinema: Sheet(
            number=0,
            drawn_at_ms=drawn_at_ms,
            union=names.union,
            cinema=names.cinemas[one.cinema],
            member_from=_iso(members.get(one.cinema, Membership()).since),
            member_until=_iso(members.get(one.cinema, Membership()).until),
            campaigns={
                key: names.campaigns[key]
                for key in one.paying
                if key in names.campaigns
            },
            statement=one,
            link=link[0],
            link_hash=link[1],
        )
        for one in statements
    }


def members_in(month: datetime.date) -> dict[str, Membership]:
    """Which cinemas had an agreement on a day of the month, and its ends (1 query)."""
    last = month_after(month) - ONE_DAY
    rows = Agreement.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=month),
        Q(terminated_on__isnull=True) | Q(terminated_on__gt=month),
        kind=Agreement.Kind.UNION_CINEMA,
        stage=Agreement.Stage.SIGNED,
        starts_on__lte=last,
        cinema__isnull=False,
    ).values_list("cinema_id", "starts_on", "ends_on", "terminated_on")
    stretches: dict[str, list[tuple[datetime.date, datetime.date]]] = {}
    for cinema, starts, ends, terminated in rows:
        final = min(
            ends or datetime.date.max,
            terminated - ONE_DAY if terminated else datetime.date.max,
        )
        if final >= starts:
            stretches.setdefault(cinema, []).append((starts, final))
    return {
        cinema: Membership(
            since=first if (first := min(own)[0]) > month else None,
            until=final if (final := max(end for _, end in own)) < last else None,
        )
        for cinema, own in stretches.items()
    }


def _names(statements: Sequence[Statement]) -> Names:
    cinemas = Cinema.objects.filter(id__in=[one.cinema for one in statements])
    rows = list(cinemas.select_related("organisation"))
    union = Organisation.objects.filter(kind=Organisation.Kind.UNION).first()
    if union is None:
        raise RefusedError(StatementRefusal.NO_UNION)
    identities = _identities([union.id, *(row.organisation_id for row in rows)])
    wanted = {key for one in statements for key in one.paying}
    return Names(
        union=_of_organisation(union, identities.get(union.id)),
        cinemas={
            row.id: _of_cinema(row, identities.get(row.organisation_id)) for row in rows
        },
        campaigns=_campaigns(wanted),
    )


def _campaigns(wanted: Collection[str]) -> dict[str, NamedCampaign]:
    rows = Campaign.objects.filter(id__in=wanted).values_list(
        "id", "film__title", "name", "distributor__name"
    )
    return {key: NamedCampaign(*words) for key, *words in sorted(rows)}


def _identities(organisations: Sequence[str]) -> dict[str, LegalIdentity]:
    rows = LegalIdentity.objects.filter(organisation__in=organisations)
    return {row.organisation_id: row for row in rows}


def _of_organisation(found: Organisation, identity: LegalIdentity | None) -> Party:
    return Party(found.name, _lines(identity, found.name))


def _of_cinema(cinema: Cinema, identity: LegalIdentity | None) -> Party:
    lines = [f"Numéro CNC {cinema.cnc_number}"] if cinema.cnc_number else []
    if identity is None:
        lines.append(cinema.organisation.name)
    return Party(str(cinema), (*lines, *_lines(identity, cinema.name)))


def _lines(identity: LegalIdentity | None, name: str) -> tuple[str, ...]:
    if identity is None:
        return ()
    legal = () if identity.legal_name == name else (identity.legal_name,)
    return (
        *legal,
        identity.street,
        f"{identity.postal_code} {identity.town}",
        f"SIRET {identity.siret}",
    )


def _iso(day: datetime.date | None) -> str:
    return "" if day is None else day.isoformat()
