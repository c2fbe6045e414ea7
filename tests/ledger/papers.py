"""The Royal's invoice and its credit note, as the tests of papers write them."""

import datetime

from toile.ledger.invoices import Company, Drawn, Invoice, credit_note, invoice
from toile.ledger.vat import VatRegime

ROYAL = Company(
    name="SARL Cinéma Le Royal & Fils",
    siret="73282932000074",
    vat_number="FR44732829320",
    street="2, rue Berthelot",
    postal_code="83000",
    town="Toulon",
)
SCARE = Company(
    name="Syndicat des cinémas d’art, de répertoire et d’essai",
    siret="40483304800022",
    vat_number="",
    street="12, rue de l’Échiquier",
    postal_code="75010",
    town="Paris",
)


def drawn(net_cents: int, regime: VatRegime, seller: Company = ROYAL) -> Drawn:
    return Drawn(
        seller=seller,
        buyer=SCARE,
        cinema="Le Royal, Toulon",
        agreement="SCARE-2026-001",
        first=datetime.date(2026, 10, 3),
        last=datetime.date(2026, 11, 26),
        regime=regime,
        net_cents=net_cents,
        reference="01KBAGZ5T8W4M0Q2N6R9S1X3YB-0001",
        paid_on=datetime.date(2026, 12, 1),
    )


def royals(regime: VatRegime = VatRegime.NORMAL, net_cents: int = 3_003) -> Invoice:
    number = "TOILE-6001234-0012"
    return invoice(number, datetime.date(2026, 12, 1), drawn(net_cents, regime))


def taken_back() -> Invoice:
    day = datetime.date(2026, 12, 4)
    return credit_note("TOILE-6001234-0013", day, royals(), "Virement revenu : AC04")
