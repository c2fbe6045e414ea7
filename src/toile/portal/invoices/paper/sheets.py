"""What stands on the paper of an invoice, and its Factur-X file."""

import datetime

from django.utils import translation
from django.utils.formats import date_format

from toile.ledger.facturx import with_xml
from toile.ledger.invoices import CONTEST_DAYS, Company, Invoice, InvoiceKind
from toile.ledger.vat import RULES
from toile.portal.invoices.paper.setting import Sheet, Side, Table, to_pdf
from toile.portal.ui.templatetags.figures import euros
from toile.wire.money import MICROS_A_CENT


def facturx_pdf(invoice: Invoice, xml: bytes, at: datetime.datetime) -> bytes:
    """Make the PDF/A-3 of an invoice with its XML inside, dated ``at``."""
    return with_xml(to_pdf(invoice_sheet(invoice), at), invoice, xml, at)


def invoice_sheet(invoice: Invoice) -> Sheet:
    """Say on a sheet all that an invoice says; it is French, whoever reads it."""
    with translation.override("fr"):
        return _sheet(invoice)


def _sheet(invoice: Invoice) -> Sheet:
    is_invoice = invoice.kind == InvoiceKind.INVOICE
    kind = "Facture" if is_invoice else "Avoir"
    rate = RULES[invoice.regime].rate
    taxed = f"{rate // 100} %" if rate else "–"
    facts = [
        ("Numéro", invoice.number),
        ("Date", french_day(invoice.issued_on)),
        (
            "Période des clics",
            f"du {french_day(invoice.first)} au {french_day(invoice.last)}",
        ),
        ("Convention", invoice.agreement),
        (
            "Payée" if is_invoice else "Remboursée",
            f"le {french_day(invoice.paid_on)}, virement SEPA {invoice.reference}",
        ),
    ]
    if invoice.corrects:
        before = invoice.corrects
        facts[4:] = [
            ("Annule", f"{before.number} du {french_day(before.issued_on)}"),
            ("Motif", before.reason),
        ]
    return Sheet(
        title=f"{kind} {invoice.number}",
        eyebrow=f"{invoice.mentions[0]} – {invoice.cinema}",
        lead=f"{kind} du {french_day(invoice.issued_on)}.",
        foot=f"{kind} {invoice.number}",
        sides=[
            Side("Vendeur", company_lines(invoice.seller)),
            Side("Client", company_lines(invoice.buyer)),
        ],
        facts=[fact for fact in facts if fact[1]],
        table=Table(
            ["Désignation", "Quantité", "Prix unitaire HT", "TVA", "Montant HT"],
            [
                [
                    f"{invoice.label} – {invoice.cinema}",
                    "1",
                    money(invoice.net_cents),
                    taxed,
                    money(invoice.net_cents),
                ]
            ],
        ),
        totals=[
            ("Total HT", money(invoice.net_cents)),
            (f"TVA {taxed}" if rate else "TVA", money(invoice.vat_cents)),
            (
                "Total TTC" if is_invoice else "Total TTC de l’avoir",
                money(invoice.gross_cents),
            ),
        ],
        notes=[*invoice.mentions, *_contest(invoice)],
        stamp="" if is_invoice else "AVOIR",
    )


def _contest(invoice: Invoice) -> list[str]:
    if invoice.kind != InvoiceKind.INVOICE:
        return []
    until = invoice.issued_on + datetime.timedelta(days=CONTEST_DAYS)
    return [
        f"Le cinéma peut contester cette facture jusqu’au {french_day(until)}, à la "
        "page « Factures » du portail ; il reste responsable de la TVA due."
    ]


def company_lines(company: Company) -> list[str]:
    """Write a party as an address label, then its numbers."""
    numbers = []
    if company.siret:
        numbers = [f"SIREN {company.siren}", f"SIRET {company.siret}"]
    if company.vat_number:
        numbers.append(f"N° TVA {company.vat_number}")
    town = f"{company.postal_code} {company.town}".strip()
    return [line for line in (company.name, company.street, town, *numbers) if line]


def money(cents: int) -> str:
    """Write cents as euros, as people in France do."""
    return str(euros(cents * MICROS_A_CENT))


def french_day(day: datetime.date) -> str:
    """Write a day as the French do, who have a first but no second."""
    with translation.override("fr"):
        return date_format(day, "1\\e\\r F Y" if day.day == 1 else "j F Y")
