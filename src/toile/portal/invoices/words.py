"""Kinds of accounts in French."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from toile.ledger import chart
from toile.ledger.fec import RESULT

_KINDS: dict[str, Any] = {
    chart.DISTRIBUTOR_RECEIVABLE: _("dû par les distributeurs"),
    chart.CINEMA_PENDING: _("aux cinémas, en attente de contrôle"),
    chart.CINEMA_PAYABLE: _("dû aux cinémas"),
    chart.MEDIA_COST: _("dû aux places de marché"),
    chart.OPERATOR_MARGIN: _("marge de l’opérateur"),
    chart.UNION_PAYABLE: _("dû au syndicat"),
    chart.UNION_FEE: _("redevance du syndicat"),
    chart.VAT_DEDUCTIBLE: _("TVA payée aux cinémas"),
    chart.BANK: _("banque"),
    chart.ROUNDING: _("arrondis au centime"),
    RESULT: _("résultat des exercices passés"),
}


def kind_label(kind: str) -> str:
    """Say what a kind of account holds."""
    return str(_KINDS.get(kind, kind))
