"""A cinema that asks to join: the CNC's row, its identity, its sites, its contract."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from stdnum.fr import siret

from toile.portal.agreements.models import Agreement
from toile.portal.approvals.models import Approval
from toile.portal.cinemas.models import Cinema, ListedCinema, Site, plain
from toile.portal.decisions.dossiers.checks import Check


@dataclass(frozen=True)
class CinemaDossier:
    """All that the union reads of a cinema before it says yes."""

    cinema: Cinema
    listed: ListedCinema | None
    sites: Sequence[Site]
    agreement: Agreement | None
    doubles: list[Cinema]
    checks: list[Check]

    @property
    def judged(self) -> list[Any]:
        """What a yes is about."""
        one = self.cinema
        return [
            *(one.name, one.commune, one.cnc_number, one.organisation.siret),
            [[site.name, site.origins] for site in self.sites],
            self.agreement.pk if self.agreement else None,
        ]


def cinema_dossier(approval: Approval) -> CinemaDossier | None:
    """Gather what is known of the cinema (5 queries)."""
    found = Cinema.objects.select_related("organisation")
    cinema = found.filter(pk=approval.subject_id).first()
    if cinema is None:
        return None
    listed = ListedCinema.objects.filter(pk=cinema.cnc_number).first()
    sites = list(
        cinema.sites.annotate(
            last_visit=Max("days__day", filter=Q(days__visits__gt=0))
        ).order_by("name")
    )
    agreement = cinema.agreements.order_by("-starts_on").first()
    doubles = list(_doubles(cinema))
    return CinemaDossier(
        cinema=cinema,
        listed=listed,
        sites=sites,
        agreement=agreement,
        doubles=doubles,
        checks=[
            _in_the_list(cinema, listed),
            _identity(cinema),
            _contract(agreement),
            _addresses(sites),
            _alone(doubles),
        ],
    )


def _doubles(cinema: Cinema) -> QuerySet[Cinema]:
    same = Q()
    if cinema.cnc_number:
        same |= Q(cnc_number=cinema.cnc_number)
    if cinema.organisation.siret:
        same |= Q(organisation__siret=cinema.organisation.siret) & ~Q(
            organisation=cinema.organisation
        )
    if not same:
        return Cinema.objects.none()
    others = Cinema.objects.filter(same).exclude(pk=cinema.pk)
    return others.select_related("organisation").order_by("pk")[:5]


def _in_the_list(cinema: Cinema, listed: ListedCinema | None) -> Check:
    label = _("Ligne du CNC")
    if not cinema.cnc_number:
        return Check(label, False, _("aucun numéro CNC n’a été donné"))
    if listed is None:
        note = _("le numéro %(number)s n’est pas dans la liste tenue ici")
        return Check(label, None, note % {"number": cinema.cnc_number})
    same = plain(listed.commune) == plain(cinema.commune)
    return Check(label, same, str(listed))


def _identity(cinema: Cinema) -> Check:
    number = cinema.organisation.siret
    if not number:
        return Check("SIRET", False, _("pas encore donné"))
    good = bool(siret.is_valid(number))
    return Check("SIRET", good, number if good else _("%s : clé fausse") % number)


def _contract(agreement: Agreement | None) -> Check:
    label = _("Convention signée")
    if agreement is None:
        return Check(label, False, _("pas encore : elle peut suivre votre accord"))
    note = _("%(reference)s, signée le %(day)s") % {
        "reference": agreement.reference,
        "day": _day(agreement.signed_on),
    }
    if agreement.stage != Agreement.Stage.AWAITING:
        return Check(label, True, note)
    if hasattr(agreement, "signature"):
        yours = _("votre accord vaut signature du syndicat")
        return Check(label, True, f"{note} ; {yours}")
    to_read = _("sur papier : lisez-la, puis signez-la sur la page Conventions")
    return Check(label, None, f"{note} ; {to_read}")


def _addresses(sites: Sequence[Site]) -> Check:
    label = _("Adresses du site")
    if not sites:
        return Check(label, False, _("aucun site inscrit"))
    origins = [origin for site in sites for origin in site.origins]
    return Check(label, True, ", ".join(origins))


def _alone(doubles: list[Cinema]) -> Check:
    label = _("Doublon")
    if not doubles:
        return Check(label, True, _("aucun autre cinéma n’a ce numéro ni ce SIRET"))
    names = ", ".join(str(one) for one in doubles)
    said = ngettext("déjà inscrit : %s", "déjà inscrits : %s", len(doubles))
    return Check(label, False, said % names)


def _day(day: datetime.date) -> str:
    return date_format(day, "j F Y")
