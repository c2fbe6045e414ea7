"""Which figures a statement tells, in which order, and what lies behind each."""

import datetime

from django.utils.translation import gettext as _

from toile.ledger.accruals import ACCRUAL
from toile.ledger.entries import CLICK, PAYOUT, PAYOUT_RETURN, REVERSAL
from toile.ledger.statements import Balances, CampaignClicks, Movement, Statement
from toile.portal.campaigns.criteria import reason_label
from toile.portal.statements.figures import Figure
from toile.portal.statements.sheets import Sheet
from toile.portal.statements.told.cells import Cell, Section
from toile.portal.statements.words import day_label, kind_label, shared_label
from toile.wire.calendar import month_after
from toile.wire.clock import paris_date


def sections_of(sheet: Sheet) -> list[Section]:
    """Tell all that a statement says; what did not happen has no table of its own."""
    found = sheet.statement
    told = [_balance(sheet), _campaigns(sheet)]
    if found.shared:
        told.append(_shared(found))
    if found.accrued:
        told.append(_accrued(sheet))
    if found.reversed:
        told.append(_reversed(found))
    told.append(_refused(found))
    if found.payments:
        told.append(_payments(found))
    return told


def membership_notes(sheet: Sheet) -> list[str]:
    """Say that an agreement began or ended within the month, if one did."""
    said = []
    if sheet.member_from:
        first = datetime.date.fromisoformat(sheet.member_from)
        said.append(_("Convention en vigueur depuis le %s.") % day_label(first))
    if sheet.member_until:
        last = datetime.date.fromisoformat(sheet.member_until)
        said.append(_("Convention en vigueur jusqu’au %s.") % day_label(last))
    return said


def _text(value: str) -> Cell:
    return Cell(value)


def _count(value: int | None, figure: Figure | None = None) -> Cell:
    return Cell(value, "count", figure)


def _euros(value: int | None, figure: Figure | None = None) -> Cell:
    return Cell(value, "euros", figure)


def _balance(sheet: Sheet) -> Section:
    found = sheet.statement
    last = month_after(sheet.month) - datetime.timedelta(days=1)
    # A month that goes on is told up to today.
    day = min(last, paris_date(sheet.drawn_at_ms)) if sheet.is_provisional else last
    return Section(
        key="solde",
        title=_("Votre solde"),
        columns=[
            (_("Mouvement"), "text"),
            (_("Nombre"), "count"),
            (_("En attente de contrôle"), "euros"),
            (_("Payable"), "euros"),
            (_("Total"), "euros"),
        ],
        rows=[
            _standing(
                _("Solde au %s, au matin") % day_label(sheet.month), found.before
            ),
            *(_moved(one) for one in found.movements),
        ],
        total=_standing(_("Solde au %s, au soir") % day_label(day), found.after),
        note=_(
            "Un clic attend trois jours de contrôle avant de devenir payable ; ce qui "
            "est payable est viré dès que le seuil de votre convention est atteint."
        ),
    )


def _standing(label: str, owed: Balances) -> list[Cell]:
    return [
        _text(label),
        _count(None),
        _euros(owed.pending),
        _euros(owed.payable),
        _euros(owed.total),
    ]


def _moved(one: Movement) -> list[Cell]:
    behind = Figure(kind=one.kind)
    return [
        _text(kind_label(one.kind)),
        _count(one.postings, behind),
        _euros(one.pending, behind),
        _euros(one.payable, behind),
        _euros(one.total, behind),
    ]


def _campaigns(sheet: Sheet) -> Section:
    found = sheet.statement
    return Section(
        key="clics",
        title=_("Clics par film et campagne"),
        columns=[
            (_("Film"), "text"),
            (_("Campagne"), "text"),
            (_("Distributeur"), "text"),
            (_("Clics"), "count"),
            (_("Brut"), "euros"),
            (_("Clics repris"), "count"),
            (_("Repris"), "euros"),
            (_("Net"), "euros"),
        ],
        rows=[_campaign(sheet, one) for one in found.campaigns],
        total=[
            _text(_("Ensemble")),
            _text(""),
            _text(""),
            _count(found.clicks, Figure(CLICK)),
            _euros(found.gross, Figure(CLICK)),
            _count(found.reversed_clicks, Figure(REVERSAL)),
            _euros(found.taken_back, Figure(REVERSAL)),
            _euros(found.net),
        ]
        if found.campaigns
        else (),
        note=_(
            "Les clics rémunérés dont votre cinéma a eu une part. Un clic repris a été "
            "trouvé invalide après coup : il est compté le mois où il est repris."
        ),
        empty=_("Aucun clic rémunéré ce mois-ci."),
    )


def _campaign(sheet: Sheet, one: CampaignClicks) -> list[Cell]:
    named = sheet.named(one.campaign)
    billed = Figure(CLICK, one.campaign)
    back = Figure(REVERSAL, one.campaign)
    return [
        _text(named.film),
        _text(named.campaign),
        _text(named.distributor),
        _count(one.clicks, billed),
        _euros(one.gross, billed),
        _count(one.reversed_clicks, back),
        _euros(one.reversed, back),
        _euros(one.net),
    ]


def _shared(found: Statement) -> Section:
    return Section(
        key="parts",
        title=_("Comment ces clics ont été partagés"),
        columns=[
            (_("Partagé"), "text"),
            (_("Clics"), "count"),
            (_("Votre part"), "euros"),
        ],
        rows=[
            [
                _text(shared_label(one.others)),
                _count(one.clicks, Figure(CLICK, others=one.others)),
                _euros(one.amount, Figure(CLICK, others=one.others)),
            ]
            for one in found.shared
        ],
        total=[
            _text(_("Ensemble")),
            _count(found.clicks, Figure(CLICK)),
            _euros(found.gross, Figure(CLICK)),
        ],
        note=_(
            "La redevance d’un clic est partagée entre les cinémas membres que la "
            "personne a visités, par la règle en vigueur ce jour-là, au millionième "
            "d’euro."
        ),
    )


def _accrued(sheet: Sheet) -> Section:
    return Section(
        key="affichage",
        title=_("Part de l’affichage, par film et campagne"),
        columns=[
            (_("Film"), "text"),
            (_("Campagne"), "text"),
            (_("Distributeur"), "text"),
            (_("Jours"), "count"),
            (_("Votre part"), "euros"),
        ],
        rows=[
            [
                _text(sheet.named(one.campaign).film),
                _text(sheet.named(one.campaign).campaign),
                _text(sheet.named(one.campaign).distributor),
                _count(one.postings, Figure(ACCRUAL, one.campaign)),
                _euros(one.amount, Figure(ACCRUAL, one.campaign)),
            ]
            for one in sheet.statement.accrued
        ],
        total=[
            _text(_("Ensemble")),
            _text(""),
            _text(""),
            _count(sum(one.postings for one in sheet.statement.accrued)),
            _euros(sum(one.amount for one in sheet.statement.accrued), Figure(ACCRUAL)),
        ],
        note=_(
            "Là où la redevance est une part de la dépense, ou se compte aux mille "
            "impressions : ce que la publicité montrée à vos spectateurs a rapporté, "
            "jour par jour."
        ),
    )


def _reversed(found: Statement) -> Section:
    return Section(
        key="repris",
        title=_("Clics repris, par raison"),
        columns=[
            (_("Raison"), "text"),
            (_("Clics"), "count"),
            (_("Repris"), "euros"),
        ],
        rows=[
            [
                _text(reason_label(one.reason) or _("sans raison donnée")),
                _count(one.clicks, Figure(REVERSAL, reason=one.reason)),
                _euros(one.amount, Figure(REVERSAL, reason=one.reason)),
            ]
            for one in found.reversed
        ],
        total=[
            _text(_("Ensemble")),
            _count(found.reversed_clicks, Figure(REVERSAL)),
            _euros(found.taken_back, Figure(REVERSAL)),
        ],
    )


def _refused(found: Statement) -> Section:
    return Section(
        key="refuses",
        title=_("Clics refusés, par raison"),
        columns=[(_("Raison"), "text"), (_("Clics"), "count")],
        rows=[
            [_text(reason_label(one.reason)), _count(one.clicks)]
            for one in found.refused
        ],
        total=[_text(_("Ensemble")), _count(found.refused_clicks)]
        if found.refused
        else (),
        note=_(
            "Les clics que le filtre n’a pas laissés passer et dont votre cinéma "
            "aurait eu une part. Ils n’ont rien coûté et n’ont pas d’écriture. Un clic "
            "sur une publicité montrée hors du pool n’est celui d’aucun cinéma."
        ),
        empty=_("Aucun clic refusé ce mois-ci."),
    )


def _payments(found: Statement) -> Section:
    kinds = {PAYOUT: _("Virement"), PAYOUT_RETURN: _("Virement revenu")}
    return Section(
        key="reversements",
        title=_("Reversements"),
        columns=[
            (_("Date"), "text"),
            (_("Opération"), "text"),
            (_("Référence"), "text"),
            (_("Montant"), "euros"),
        ],
        rows=[
            [
                _text(day_label(paris_date(one.at_ms))),
                _text(str(kinds.get(one.kind, one.kind))),
                _text(one.memo),
                _euros(-one.amount, Figure(one.kind)),
            ]
            for one in found.payments
        ],
        total=[_text(_("Ensemble")), _text(""), _text(""), _euros(found.paid)],
    )
