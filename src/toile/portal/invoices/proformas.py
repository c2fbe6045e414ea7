"""What a distributor will be invoiced for a month: the basis, and a sheet of it.

The operator invoices its distributors from its own software; this is no invoice and
has no number. Figures are those of ``billing``, which the operator sees too.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from toile.ledger.invoices import Company
from toile.ledger.vat import VatRegime, vat_cents
from toile.portal.accounts.models import Organisation
from toile.portal.agreements.models import LegalIdentity
from toile.portal.billing.selectors import Billed, month_of, next_month
from toile.portal.invoices.paper.setting import Sheet, Side, Table
from toile.portal.invoices.paper.sheets import company_lines, french_day, money
from toile.portal.ui.templatetags.figures import count
from toile.wire.money import MICROS_A_CENT


@dataclass(frozen=True)
class Basis:
    """A month of one distributor: its campaigns, and their sum in whole cents."""

    month: datetime.date
    rows: Sequence[Billed]

    @property
    def net_cents(self) -> int:
        """The sum, to the nearest cent: only the whole is rounded."""
        total = sum(row.total_micros for row in self.rows)
        return (total + MICROS_A_CENT // 2) // MICROS_A_CENT

    @property
    def vat_cents(self) -> int:
        """The VAT on it: advertising is taxed at the normal rate (CGI art. 278)."""
        return vat_cents(self.net_cents, VatRegime.NORMAL)


def basis_of(month: datetime.date, distributor: Organisation | None = None) -> Basis:
    """Gather a month of one distributor, or of all."""
    rows = month_of(month).rows
    if distributor is None:
        return Basis(month, rows)
    return Basis(month, [row for row in rows if row.distributor_id == distributor.id])


def proforma_sheet(
    basis: Basis,
    distributor: Organisation,
    operator: Organisation | None,
    today: datetime.date,
) -> Sheet:
    """Say on a sheet what will be invoiced; it is French, whoever reads it."""
    last = next_month(basis.month) - datetime.timedelta(days=1)
    rows = []
    for row in basis.rows:
        name = f"{row.campaign} – {row.film}"
        if row.spend_micros:
            told = f"{name} : affichage ({count(row.impressions)} impressions)"
            rows.append([told, _euros(row.spend_micros)])
        if row.fees_micros:
            told = f"{name} : redevance aux cinémas"
            told += f" ({count(row.billable_clicks)} clics rémunérés)"
            rows.append([told, _euros(row.fees_micros)])
    net, vat = basis.net_cents, basis.vat_cents
    return Sheet(
        title="Pro forma",
        eyebrow=f"Base de facturation – {distributor.name}",
        lead=f"Établi le {french_day(today)}. Ce document n’est pas une facture.",
        foot=f"Pro forma {distributor.name}, {basis.month:%m/%Y}",
        sides=[
            Side("Opérateur", _lines(operator)),
            Side("Client", _lines(distributor)),
        ],
        facts=[("Période", f"du {french_day(basis.month)} au {french_day(last)}")],
        table=Table(
            ["Désignation", "Montant HT"], rows or [["Rien à facturer", money(0)]]
        ),
        totals=[
            ("Total HT", money(net)),
            ("TVA 20 %", money(vat)),
            ("Total TTC", money(net + vat)),
        ],
        notes=[
            "Montants du grand livre et des chiffres quotidiens ; ils bougent tant que "
            "le mois n’est pas clos (clics annulés après contrôle).",
        ],
        stamp="PRO FORMA",
    )


def _euros(micros: int) -> str:
    return money((micros + MICROS_A_CENT // 2) // MICROS_A_CENT)


def _lines(organisation: Organisation | None) -> list[str]:
    if organisation is None:
        return ["–"]
    row = LegalIdentity.objects.filter(organisation=organisation).first()
    if row is None:
        return company_lines(
            Company(organisation.name, organisation.siret, "", "", "", "")
        )
    return company_lines(
        Company(
            row.legal_name,
            row.siret,
            row.vat_number,
            row.street,
            row.postal_code,
            row.town,
        )
    )
