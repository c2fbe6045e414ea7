"""The numbers of accounts in the accountant's file: the start's, or those chosen since.

They follow the French chart (PCG). What a cinema's share is to the union, a purchase or
money held for others, an accountant decides: see ``docs/explain/invoices.md``.
"""

from collections.abc import Mapping

from toile.ledger import chart
from toile.ledger.fec import RESULT, Journal, Number
from toile.portal.invoices.models import AccountNumber

DEFAULTS: Mapping[str, Number] = {
    chart.DISTRIBUTOR_RECEIVABLE: Number("411000", "Clients, distributeurs"),
    chart.CINEMA_PENDING: Number("408100", "Fournisseurs, factures non parvenues"),
    chart.CINEMA_PAYABLE: Number("401000", "Fournisseurs, cinémas"),
    chart.MEDIA_COST: Number("401100", "Fournisseurs, places de marché"),
    chart.OPERATOR_MARGIN: Number("706000", "Prestations de services, marge"),
    chart.UNION_PAYABLE: Number("467000", "Autres comptes créditeurs, syndicat"),
    chart.UNION_FEE: Number("706100", "Prestations de services, redevance"),
    chart.VAT_DEDUCTIBLE: Number("445660", "TVA déductible sur autres biens, services"),
    chart.BANK: Number("512000", "Banque"),
    chart.ROUNDING: Number("658000", "Écarts d’arrondi"),
    RESULT: Number("110000", "Report à nouveau"),
}

SALES = Journal("VE", "Ventes")
MEDIA = Journal("ME", "Achats d’espaces")
BANK = Journal("BQ", "Banque")
OTHERS = Journal("OD", "Opérations diverses")
OPENING = Journal("AN", "À-nouveaux")

JOURNALS = {
    "click": SALES,
    "reversal": SALES,
    "media": MEDIA,
    "payout": BANK,
    "payout_return": BANK,
}
"""By kind of posting; what is none of these goes into ``OTHERS``."""


def numbers() -> dict[str, Number]:
    """Give the number of each kind of account (1 query)."""
    chosen = AccountNumber.objects.filter(kind__in=DEFAULTS)
    return dict(DEFAULTS) | {row.kind: Number(row.number, row.label) for row in chosen}
