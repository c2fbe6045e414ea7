"""What has been seen of a pixel so far, what is missing, and what to do about it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from toile.portal.agreements.selectors import cinemas_in_force
from toile.portal.approvals.models import Approval
from toile.portal.approvals.selectors import status_of
from toile.portal.cinemas.models import Cinema, Site
from toile.portal.cinemas.selectors import sites_with_signs

SILENT = datetime.timedelta(days=14)
"""After so long without a visit a pixel is not said to work."""


@dataclass(frozen=True)
class Sign:
    """One thing that must be so: its state as a colour's code, and what to do."""

    label: Any
    state: str
    words: Any
    remedy: Any = ""


@dataclass(frozen=True)
class SiteSigns:
    """A site, and what has been seen of its pixel."""

    site: Site
    signs: Sequence[Sign]

    @property
    def works(self) -> bool:
        """Tell whether nothing is missing."""
        return all(sign.state == "ok" for sign in self.signs)

    @property
    def first_missing(self) -> Sign | None:
        """The first thing that is not as it should be."""
        return next((sign for sign in self.signs if sign.state != "ok"), None)


def signs_of(cinema: Cinema, today: datetime.date) -> list[SiteSigns]:
    """Look at each site of a cinema (3 queries)."""
    allowed = _allowed(cinema, today)
    return [
        SiteSigns(site, (*allowed, _reporting(site, today), _choice(site), visit))
        for site in sites_with_signs(cinema)
        for visit in (_visit(site, today),)
    ]


def _allowed(cinema: Cinema, today: datetime.date) -> list[Sign]:
    approval = status_of(Approval.Kind.CINEMA, cinema.id)
    if approval is None or approval.status != Approval.Status.APPROVED:
        refused = approval is not None and approval.status == Approval.Status.REFUSED
        return [
            Sign(
                _("Accord du syndicat"),
                "refused" if refused else "waiting",
                _("refusé") if refused else _("attendu"),
                _("Lisez son motif sur la page de votre cinéma, corrigez, écrivez-lui.")
                if refused
                else _(
                    "Posez déjà les lignes : le pixel se tait jusqu’à l’accord, puis "
                    "parle de lui-même."
                ),
            )
        ]
    signed = cinema.id in cinemas_in_force(today)
    if not signed:
        return [
            Sign(
                _("Convention"),
                "warning",
                _("aucune en vigueur"),
                _("Sans convention en vigueur rien n’est collecté : écrivez au syndicat."),
            )
        ]
    return [Sign(_("Accord du syndicat"), "ok", _("donné"))]


def _reporting(site: Site, today: datetime.date) -> Sign:
    state = site.state_on(today)
    if state == Site.Status.ACTIVE:
        return Sign(_("Collecte"), "ok", _("ouverte"))
    if state == Site.Status.PAUSED:
        return Sign(
            _("Collecte"),
            "paused",
            _("en pause"),
            _("Reprenez-la à la page « Participation »."),
        )
    return Sign(
        _("Collecte"),
        "suspended",
        _("suspendue par le syndicat"),
        _("Écrivez au syndicat : il vous dira ce qui manque."),
    )


def _choice(site: Any) -> Sign:
    if site.last_choice or site.last_visit:
        return Sign(_("Premier choix vu"), "ok", _("oui"))
    return Sign(
        _("Premier choix vu"),
        "waiting",
        _("pas encore"),
        _(
            "Ouvrez votre site dans Chrome, en navigation normale : le bandeau doit "
            "paraître. Sinon, les lignes ne sont pas sur la page, ou son adresse "
            "n’est pas parmi celles ci-dessous."
        ),
    )


def _visit(site: Any, today: datetime.date) -> Sign:
    label = _("Première visite vue")
    if site.last_visit is None:
        return Sign(
            label,
            "waiting",
            _("pas encore"),
            _(
                "Acceptez le bandeau, puis ouvrez une autre page de votre site. Firefox, "
                "Safari et la navigation privée bloquent les cookies tiers : c’est voulu."
            ),
        )
    if site.last_visit < today - SILENT:
        return Sign(
            _("Visites"),
            "warning",
            _("plus aucune depuis deux semaines"),
            _("Vérifiez que les lignes sont toujours sur votre site, sur chaque page."),
        )
    return Sign(label, "ok", _("oui"))
