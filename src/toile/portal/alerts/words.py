"""What each kind of alert says, and what to do about it."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from toile.portal.alerts.models import Alert

Kind = Alert.Kind


class Words(NamedTuple):
    """What happened, the remedy, and the page that helps; ``%`` fills in the facts."""

    what: Promise
    remedy: Promise
    page: str


WORDS = {
    Kind.EDGE_DOWN: Words(
        _("L’edge ne répond pas ou n’est pas prêt : %(reason)s."),
        _("Démarrez « toile edge » : sans lui rien n’est servi, rien n’est compté."),
        "control:room",
    ),
    Kind.WORKER_LATE: Words(
        _("Les chiffres sont comptés jusqu’à %(until)s seulement."),
        _("Voyez si « toile worker » tourne, et son journal. Rien n’est perdu."),
        "upkeep:overview",
    ),
    Kind.DISK_FULL: Words(
        _("Il reste %(free)s Go sur le disque des données."),
        _("Faites de la place : plein, le journal n’accepte plus ni clic ni visite."),
        "upkeep:overview",
    ),
    Kind.DEAD_LETTERS: Words(
        _("%(number)s événements du journal « %(subject)s » ne se lisent pas."),
        _("Ils sont gardés à part avec leur motif : « toile journal verify » les dit."),
        "upkeep:overview",
    ),
    Kind.UNDER: Words(
        _("« %(subject)s » est à %(pace)s %% de son rythme."),
        _("Regardez pourquoi : le diagnostic nomme ce qui la freine."),
        "control:why",
    ),
    Kind.OVER: Words(
        _("« %(subject)s » est à %(pace)s %% de son rythme."),
        _("Elle ralentit d’elle-même ; si elle continue, vérifiez ses dates."),
        "control:why",
    ),
    Kind.SITE_SILENT: Words(
        _("Plus de visite sur %(subject)s depuis le %(last)s."),
        _("Le pixel a pu disparaître du site : prévenez le cinéma, ou le syndicat."),
        "",
    ),
    Kind.PLACEMENT_SILENT: Words(
        _("Plus de demande de %(subject)s depuis le %(last)s."),
        _("Les lignes ont pu disparaître de la page : appelez le support."),
        "inventory:placement",
    ),
    Kind.INVALID_TRAFFIC: Words(
        _("%(percent)s %% des clics du jour de « %(subject)s » sont non valides."),
        _(
            "Ils ne coûtent rien. Voyez de quel support ils viennent ; mettez-le en "
            "pause s’il le faut."
        ),
        "control:why",
    ),
    Kind.MONEY_DIFFERS: Words(
        _("Écart de comptes, %(subject)s : %(what)s"),
        _("Le rapprochement dit combien, où et que faire."),
        "reconciliation:overview",
    ),
}

_OF_ITS_OWN = {"control:why", "inventory:placement"}


def what(alert: Alert) -> str:
    """Say what happened."""
    facts = {"subject": alert.subject} | alert.facts
    words = str(WORDS[Kind(alert.kind)].what)
    said: str = words % facts
    return said


def remedy(alert: Alert) -> str:
    """Say what to do."""
    return str(WORDS[Kind(alert.kind)].remedy)


def page(alert: Alert) -> str:
    """Give the address of the page that helps; none if there is none."""
    name = WORDS[Kind(alert.kind)].page
    if not name:
        return ""
    return reverse(name, args=[alert.subject_id] if name in _OF_ITS_OWN else [])
