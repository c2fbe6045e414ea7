"""What has been seen of a pixel so far, what is missing, and what to do about it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from toile.portal.agreements.selectors import cinemas_in_force
from toile.portal.approvals.models import Approval
from toile.portal.approvals.selectors import status_of
from toile.portal.cinemas.models import Cinema, Site
from toile.portal.cinemas.selectors import sites_with_signs

SILENT = datetime.timedelta(days=14)
"""After so long without a visit a pixel is not said to work."""

CHOICE = _("Premier choix vu")
VISIT = _("Première visite vue")
VISITS = _("Visites")


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
    last_choice: datetime.date | None
    last_visit: datetime.date | None
    signs: Sequence[Sign]

    @property
    def works(self) -> bool:
        """Tell whether nothing is missing."""
        return self.first_missing is None

    @property
    def first_missing(self) -> Sign | None:
        """The first thing that is not as it should be."""
        return next((sign for sign in self.signs if sign.state != "ok"), None)

    @property
    def state(self) -> str:
        """How it stands, as a colour's code."""
        return self.first_missing.state if self.first_missing else "ok"

    @property
    def headline(self) -> str:
        """How it stands, in a few words."""
        missing = self.first_missing
        if missing is None:
            return gettext("Il fonctionne")
        if missing.label not in {VISIT, VISITS, CHOICE}:
            named = {"what": missing.label, "state": missing.words}
            return gettext("%(what)s : %(state)s") % named
        if self.last_visit:
            day = date_format(self.last_visit, "j F Y")
            return gettext("Plus de visite depuis le %(day)s") % {"day": day}
        if self.last_choice:
            return gettext("Des choix arrivent, mais aucune visite")
        return gettext("Aucune visite vue")


def signs_of(cinema: Cinema, today: datetime.date) -> list[SiteSigns]:
    """Look at each site of a cinema (3 queries)."""
    allowed = [_allowed(cinema), *_under_contract(cinema, today)]
    found = []
    for site in sites_with_signs(cinema):
        # The selector's own columns, which the model does not know.
        choice, visit = vars(site)["last_choice"], vars(site)["last_visit"]
        seen = (_reporting(site, today), _choice(choice or visit), _visit(visit, today))
        found.append(SiteSigns(site, choice, visit, (*allowed, *seen)))
    return found


def _allowed(cinema: Cinema) -> Sign:
    label = _("Accord du syndicat")
    approval = status_of(Approval.Kind.CINEMA, cinema.id)
    if approval and approval.status == Approval.Status.APPROVED:
        return Sign(label, "ok", _("donné"))
    if approval and approval.status == Approval.Status.REFUSED:
        remedy = _("Lisez son motif au tableau de bord, corrigez, écrivez-lui.")
        return Sign(label, "refused", _("refusé"), remedy)
    remedy = _(
        "Posez déjà les lignes : le pixel se tait jusqu’à l’accord, puis parle de "
        "lui-même."
    )
    return Sign(label, "waiting", _("attendu"), remedy)


def _under_contract(cinema: Cinema, today: datetime.date) -> list[Sign]:
    if cinema.id in cinemas_in_force(today):
        return []
    remedy = _("Sans convention en vigueur rien n’est collecté : écrivez au syndicat.")
    return [Sign(_("Convention"), "warning", _("aucune en vigueur"), remedy)]


def _reporting(site: Site, today: datetime.date) -> Sign:
    label, state = _("Collecte"), site.state_on(today)
    if state == Site.Status.ACTIVE:
        return Sign(label, "ok", _("ouverte"))
    if state == Site.Status.PAUSED:
        remedy = _("Reprenez-la à la page « Participation ».")
        return Sign(label, "paused", _("en pause"), remedy)
    if site.suspended_by_check:
        mend = gettext(
            "%(reason)s Corrigez-le, puis demandez une vérification à l’onglet "
            "« Vérifications » : si elle est bonne, la suspension est levée."
        ) % {"reason": site.suspension_reason}
        words = _("suspendue : le site collecte sans consentement")
        return Sign(label, "suspended", words, mend)
    remedy = _("Écrivez au syndicat : il vous dira ce qui manque.")
    why = site.suspension_reason or remedy
    return Sign(label, "suspended", _("suspendue par le syndicat"), why)


def _choice(seen: datetime.date | None) -> Sign:
    if seen:
        return Sign(CHOICE, "ok", _("oui"))
    remedy = _(
        "Ouvrez votre site dans Chrome, en navigation normale : le bandeau doit "
        "paraître. Sinon, les lignes ne sont pas sur la page, ou son adresse n’est pas "
        "parmi celles que nous connaissons."
    )
    return Sign(CHOICE, "waiting", _("pas encore"), remedy)


def _visit(last: datetime.date | None, today: datetime.date) -> Sign:
    if last is None:
        remedy = _(
            "Acceptez le bandeau, puis ouvrez une autre page de votre site. Firefox, "
            "Safari et la navigation privée bloquent les cookies tiers : c’est voulu. "
            "Si rien ne vient, la ligne du pixel manque sur certaines pages."
        )
        return Sign(VISIT, "waiting", _("pas encore"), remedy)
    if last < today - SILENT:
        remedy = _(
            "Vérifiez que les lignes sont toujours sur votre site, sur chaque page."
        )
        return Sign(VISITS, "warning", _("plus aucune depuis deux semaines"), remedy)
    return Sign(VISIT, "ok", _("oui"))
