"""What each comparison and each cause says, and what to do about it."""

import datetime
from typing import NamedTuple

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from toile.ledger.checking.report import Cause, Compared, Difference, Subject
from toile.portal.campaigns.models import Campaign
from toile.portal.cinemas.models import Cinema
from toile.portal.inventory.models import Exchange


class Words(NamedTuple):
    """The cause in a sentence, and the remedy, or why there is nothing to do."""

    what: Promise
    remedy: Promise


SUBJECTS: dict[Subject, tuple[Promise, Promise, Promise]] = {
    Subject.JOURNAL_AND_TRAIL: (
        _("Clics du journal et clics jugés"),
        _("journal"),
        _("jugés"),
    ),
    Subject.TRAIL_AND_LEDGER: (
        _("Clics rémunérés et grand livre"),
        _("rémunérés"),
        _("comptabilisés"),
    ),
    Subject.LEDGER_AND_STATEMENTS: (
        _("Grand livre et relevés des mois clos"),
        _("grand livre"),
        _("relevés"),
    ),
    Subject.NOTICES_AND_IMPRESSIONS: (
        _("Notifications des bourses et impressions"),
        _("notifications"),
        _("impressions"),
    ),
    Subject.BILLS_AND_LEDGER: (
        _("Achats d’espace et grand livre, par jour"),
        _("journal"),
        _("comptabilisés"),
    ),
    Subject.KEPT_AND_SUMMED: (
        _("Soldes tenus et sommes refaites"),
        _("comptes"),
        _("justes"),
    ),
    Subject.CHAIN: (_("Chaîne du grand livre"), _("maillons"), _("suivis")),
    Subject.CLOSED_MONTHS: (_("Mois clos"), _("clos"), _("inchangés")),
    Subject.TRANSFERS_AND_LEDGER: (
        _("Virements et grand livre"),
        _("virements"),
        _("comptabilisés"),
    ),
}
"""The name of each comparison, and of its two sides."""

_NOTHING = _("Rien à faire.")
_RESTORE = _(
    "Changé hors de Toile : comparez avec une sauvegarde, prévenez le syndicat."
)

CAUSES: dict[Cause, Words] = {
    Cause.DUPLICATE: Words(
        _("Écrit deux fois dans le journal, compté une fois."), _NOTHING
    ),
    Cause.WORKER_BEHIND: Words(
        _("Pas encore lu : le comptage est en retard sur le journal."),
        _("Rien n’est perdu. Si cela dure, voyez si « toile worker » tourne."),
    ),
    Cause.LATE_AFTER_CLOSING: Words(
        _("Arrivé après la clôture de son mois : compte dans le mois ouvert."),
        _NOTHING,
    ),
    Cause.IN_HOLD: Words(
        _("Dans l’attente de contrôle de trois jours : dû, pas encore payable."),
        _NOTHING,
    ),
    Cause.NOT_DRAWN_UP: Words(
        _("Les relevés de ce mois clos ne sont pas établis."),
        _("Établissez-les ; ils reprennent le grand livre."),
    ),
    Cause.NOTICE_WITHOUT_IMPRESSION: Words(
        _("Facturé par la bourse, sans impression reçue : publicité fermée trop tôt."),
        _("Au-delà de quelques pour cent, demandez à la bourse son propre compte."),
    ),
    Cause.IMPRESSION_WITHOUT_NOTICE: Words(
        _("Vu, sans notification de la bourse : rien n’est facturé."),
        _("Si cela dure, vérifiez que la bourse appelle l’adresse de facturation."),
    ),
    Cause.PRICE_DIFFERS: Words(
        _("La notification et l’impression disent deux prix ; le premier reçu compte."),
        _("Vérifiez le mode de facturation réglé pour cette bourse."),
    ),
    Cause.UNKNOWN_CAMPAIGN: Words(
        _("Clic d’une ligne que la base ne connaît pas : non jugé, non payé."),
        _(
            "La base a pu être restaurée d’une copie plus ancienne : restaurez la "
            "bonne, puis « toile worker --rebuild »."
        ),
    ),
    Cause.NOT_JUDGED: Words(
        _("Dans le journal, passé par le comptage, et absent des clics jugés."),
        _("Reprenez le journal avec « toile worker --rebuild », puis comparez encore."),
    ),
    Cause.TORN_JOURNAL: Words(
        _("Jugé et payé, mais le journal est abîmé et ne l’a plus."),
        _("« toile journal verify » dit où ; restaurez le segment d’une sauvegarde."),
    ),
    Cause.NOT_IN_JOURNAL: Words(
        _("Jugé et payé, mais absent d’un journal intact."),
        _("Un segment manque, ou ce clic vient d’ailleurs : comparez les deux."),
    ),
    Cause.NOT_POSTED: Words(
        _("Jugé rémunéré, et absent du grand livre."),
        _("Prévenez l’opérateur : le cinéma n’a pas été crédité de ce clic."),
    ),
    Cause.NOT_IN_TRAIL: Words(
        _("Dans le grand livre, sans clic jugé rémunéré."),
        _("S’il n’est pas justifié, retirez-le par une contre-passation."),
    ),
    Cause.MOVED_DAY: Words(
        _("Daté au grand livre d’un autre moment que le clic, sans clôture pour cela."),
        _RESTORE,
    ),
    Cause.OTHER_STATEMENT: Words(
        _("Le relevé et le grand livre ne disent pas la même chose."),
        _("Comparez le relevé à sa trace, clic par clic."),
    ),
    Cause.BOOKED_LESS: Words(
        _("Facturé par la bourse, pas comptabilisé."),
        _("Le jour est passé : voyez le journal du worker (« book media »)."),
    ),
    Cause.BOOKED_MORE: Words(
        _("Comptabilisé au-delà de ce que le journal montre."),
        _("« toile journal verify » : un segment peut manquer."),
    ),
    Cause.DOES_NOT_ADD_UP: Words(_("Le solde tenu n’est pas la somme."), _RESTORE),
    Cause.BROKEN_CHAIN: Words(
        _("La chaîne du grand livre est rompue à partir de ce maillon."), _RESTORE
    ),
    Cause.WRITTEN_AFTER_CLOSING: Words(
        _("Des écritures d’un mois clos ont été faites après sa clôture."), _RESTORE
    ),
    Cause.NOT_RELEASED: Words(
        _("L’attente est passée, et ce n’est pas devenu payable."),
        _("Voyez à l’exploitation si le rendez-vous « payouts.release » échoue."),
    ),
    Cause.TRANSFER_NOT_BOOKED: Words(
        _("Exécuté ou revenu d’après la banque, pas comptabilisé pour ce montant."),
        _("Ne payez pas à nouveau ; prévenez l’opérateur avec la référence."),
    ),
    Cause.BOOKED_NOT_TRANSFERRED: Words(
        _("Comptabilisé, sans virement exécuté de ce montant."),
        _("Demandez à la banque ce qu’elle a exécuté."),
    ),
    Cause.NOT_LOOKED_INTO: Words(
        _("Trop de clics diffèrent pour les regarder un à un."),
        _("Traitez d’abord les autres, ou comparez mois par mois."),
    ),
}


class Shown(NamedTuple):
    """A difference as people read it."""

    subject: str
    what: str
    remedy: str
    where: str
    page: str
    number: int
    amount_micros: int
    examples: tuple[str, ...]
    is_explained: bool


class Row(NamedTuple):
    """One comparison as people read it."""

    name: str
    one: str
    one_count: int
    other: str
    other_count: int
    one_micros: int | None
    other_micros: int | None
    wrong: int
    explained: int


def shown(differences: list[Difference]) -> list[Shown]:
    """Put differences in words, naming what they are about (3 queries)."""
    keys = {one.of for one in differences if one.of}
    names: dict[str, tuple[str, str]] = {}
    for campaign in Campaign.objects.filter(id__in=keys):
        names[campaign.id] = (campaign.name, "")
    for cinema in Cinema.objects.filter(id__in=keys):
        page = reverse("payouts:cinema", args=[cinema.id])
        names[cinema.id] = (str(cinema), page)
    for exchange in Exchange.objects.filter(id__in=keys):
        names[exchange.id] = (str(exchange), "")
    return [_shown(one, *names.get(one.of, (one.of, ""))) for one in differences]


def _shown(one: Difference, name: str, page: str) -> Shown:
    words = CAUSES[one.cause]
    return Shown(
        str(SUBJECTS[one.subject][0]),
        str(words.what),
        str(words.remedy),
        " · ".join(part for part in (_date(one.day), name) if part),
        page,
        one.count,
        one.amount_micros,
        one.examples,
        one.is_explained,
    )


def _date(day: str) -> str:
    if len(day) != len("2026-11-30"):
        return day
    return date_format(datetime.date.fromisoformat(day), "j F Y")


def rows(compared: tuple[Compared, ...], differences: list[Difference]) -> list[Row]:
    """Put comparisons in words."""
    found = []
    for each in compared:
        own = [one for one in differences if one.subject == each.subject]
        explained = sum(1 for one in own if one.is_explained)
        name, one, other = map(str, SUBJECTS[each.subject])
        found.append(
            Row(
                name,
                one,
                each.one,
                other,
                each.other,
                each.one_micros,
                each.other_micros,
                len(own) - explained,
                explained,
            )
        )
    return found
