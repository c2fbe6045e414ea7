"""What a distributor will be invoiced for a month: the basis, and a sheet of it.

The operator invoices its distributors from its own software; this is no invoice and
has no number. Figures are those of ``billing``, which the operator sees too.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from toile.ledger.chart import DISTRIBUTOR_RECEIVABLE, owner_of
from toile.ledger.entries import REVERSAL
from toile.ledger.invoices import Company
from toile.ledger.vat import VatRegime, vat_cents
from toile.portal.accounts.models import Organisation
from toile.portal.agreements.models import LegalIdentity
from toile.portal.billing.selectors import Billed, month_of
from toile.portal.invoices.paper.setting import Sheet, Side, Table
from toile.portal.invoices.paper.sheets import company_lines, french_day, money
from toile.portal.payouts.models import Entry
from toile.portal.ui.templatetags.figures import count
from toile.wire.calendar import month_after, stretch
from toile.wire.money import MICROS_A_CENT


@dataclass(frozen=True)
class Due:
    """What one campaign costs in a month; clicks that were taken out are taken off."""

    campaign_id: str
    campaign: str
    film: str
    distributor_id: str
    distributor: str
    impressions: int
    spend_micros: int
    billable_clicks: int
    fees_micros: int

    @property
    def total_micros(self) -> int:
        """Media and fees, net."""
        return self.spend_micros + self.fees_micros


@dataclass(frozen=True)
class Basis:
    """A month of one distributor: its campaigns, and their sum in whole cents."""

    month: datetime.date
    rows: Sequence[Due]

    @property
    def net_cents(self) -> int:
        """The sum, to the nearest cent: only the whole is rounded.

        Below zero where more clicks were taken out than came: to be credited.
        """
        return _cents(sum(row.total_micros for row in self.rows))

    @property
    def vat_cents(self) -> int:
        """The VAT on it: advertising is taxed at the normal rate (CGI art. 278)."""
        vat = vat_cents(abs(self.net_cents), VatRegime.NORMAL)
        return vat if self.net_cents >= 0 else -vat


def basis_of(month: datetime.date, distributor: Organisation | None = None) -> Basis:
    """Gather a month of one distributor, or of all (6 queries)."""
    taken_out = _taken_out(month)
    rows = [
        _due(one, taken_out.get(one.campaign_id, 0)) for one in month_of(month).rows
    ]
    if distributor is not None:
        rows = [row for row in rows if row.distributor_id == distributor.id]
    return Basis(month, rows)


def _due(billed: Billed, taken_out: int) -> Due:
    """Take a row over: its fees are net already, its clicks are not."""
    return Due(
        campaign_id=billed.campaign_id,
        campaign=billed.campaign,
        film=billed.film,
        distributor_id=billed.distributor_id,
        distributor=billed.distributor,
        impressions=billed.impressions,
        spend_micros=billed.spend_micros,
        billable_clicks=billed.billable_clicks - taken_out,
        fees_micros=billed.fees_micros,
    )


def _taken_out(month: datetime.date) -> dict[str, int]:
    """Clicks that were reversed in a month, by campaign."""
    begins, ends = stretch(month)
    rows = (
        Entry.objects.filter(
            account__kind=DISTRIBUTOR_RECEIVABLE,
            posting__kind=REVERSAL,
            posting__at__gte=begins,
            posting__at__lt=ends,
        )
        .order_by()
        .values_list("account__code")
        .annotate(clicks=Count("id"))
    )
    return {owner_of(code): clicks for code, clicks in rows}


def _cents(micros: int) -> int:
    """Round to the nearest cent, half a cent away from zero."""
    cents = (abs(micros) + MICROS_A_CENT // 2) // MICROS_A_CENT
    return cents if micros >= 0 else -cents


def proforma_sheet(
    basis: Basis,
    distributor: Organisation,
    operator: Organisation | None,
    today: datetime.date,
) -> Sheet:
    """Say on a sheet what will be invoiced; it is French, whoever reads it."""
    last = month_after(basis.month) - datetime.timedelta(days=1)
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
            "Montants du grand livre et des chiffres quotidiens ; les clics annulés "
            "après contrôle sont déduits. Ils bougent tant que le mois n’est pas clos.",
        ],
        stamp="PRO FORMA",
    )


def _euros(micros: int) -> str:
    return money(_cents(micros))


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
