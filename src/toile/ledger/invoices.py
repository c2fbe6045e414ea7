"""Self-billed invoices and their credit notes: what each says, once and for all. Pure.

Issued by the union in a cinema's name under its mandate (CGI art. 289 I-2; SPECS
§7.3). What is issued is frozen in these structs; the paper and the XML are written
from them and from nothing else.
"""

import datetime
from enum import StrEnum

import msgspec

from toile.ledger.vat import RULES, VatRegime, vat_cents

LONGEST_NUMBER = 35
"""BR-FR-01: the longest number that the French platforms take."""

CONTEST_DAYS = 15
"""So long a cinema may contest an invoice: the agreement's article 6."""

SELF_BILLED = "Autofacturation"
"""The words of CGI ann. II art. 242 nonies A I-14°."""

PENALTIES = (
    "Pénalités en cas de retard de paiement : trois fois le taux d’intérêt légal "
    "(art. L. 441-10 du Code de commerce)."
)
RECOVERY = "Indemnité forfaitaire pour frais de recouvrement : 40 €."
NO_DISCOUNT = "Pas d’escompte pour paiement anticipé."


class InvoiceKind(StrEnum):
    """What a paper is; the values are UNTDID 1001's, which EN 16931 takes."""

    INVOICE = "389"
    CREDIT_NOTE = "261"


class Company(msgspec.Struct, frozen=True):
    """One side of an invoice, as the law names it on the day of issue."""

    name: str
    siret: str
    vat_number: str
    street: str
    postal_code: str
    town: str
    country: str = "FR"

    @property
    def siren(self) -> str:
        """The nine digits of the company itself; empty where none is known."""
        return self.siret[:9]


class Corrected(msgspec.Struct, frozen=True):
    """The invoice that a credit note takes back, and why."""

    number: str
    issued_on: datetime.date
    reason: str


class Invoice(msgspec.Struct, frozen=True):
    """One paper. Amounts are positive whole cents, on a credit note as well.

    ``first`` and ``last`` are the days of the clicks that it is for; ``reference`` is
    the transfer's, by which it was paid on ``paid_on``.
    """

    number: str
    kind: InvoiceKind
    issued_on: datetime.date
    seller: Company
    buyer: Company
    cinema: str
    agreement: str
    label: str
    first: datetime.date
    last: datetime.date
    regime: VatRegime
    net_cents: int
    vat_cents: int
    reference: str
    paid_on: datetime.date
    corrects: Corrected | None = None

    @property
    def gross_cents(self) -> int:
        """What is paid, or given back."""
        return self.net_cents + self.vat_cents

    @property
    def mentions(self) -> tuple[str, ...]:
        """What the law wants to be read on the paper, in its order."""
        is_invoice = self.kind == InvoiceKind.INVOICE
        made = "Facture établie" if is_invoice else "Avoir établi"
        found = [
            SELF_BILLED,
            f"{made} au nom et pour le compte du cinéma par le syndicat, en vertu d’un "
            "mandat écrit (art. 289 I-2 du CGI).",
            "Catégorie de l’opération : prestation de services.",
        ]
        rule = RULES[self.regime]
        found.append(rule.mention or "TVA exigible à l’encaissement.")
        if is_invoice:
            found += [NO_DISCOUNT, PENALTIES, RECOVERY]
        return tuple(found)


class Drawn(msgspec.Struct, frozen=True):
    """What an invoice is drawn from, but for its number and day."""

    seller: Company
    buyer: Company
    cinema: str
    agreement: str
    first: datetime.date
    last: datetime.date
    regime: VatRegime
    net_cents: int
    reference: str
    paid_on: datetime.date


def number_of(series: str, sequence: int) -> str:
    """Write a number of a cinema's own series: ``TOILE-6001234-0012``."""
    number = f"TOILE-{series}-{sequence:04d}"
    if sequence < 1 or len(number) > LONGEST_NUMBER:
        raise ValueError(f"{number!r} is no number of an invoice (BR-FR-01)")
    return number


def invoice(number: str, issued_on: datetime.date, drawn: Drawn) -> Invoice:
    """Write an invoice; its VAT is computed from the net, whatever was paid before."""
    if drawn.net_cents <= 0:
        raise ValueError(f"nothing to invoice: {drawn.net_cents} cents")
    return Invoice(
        number=number,
        kind=InvoiceKind.INVOICE,
        issued_on=issued_on,
        seller=drawn.seller,
        buyer=drawn.buyer,
        cinema=drawn.cinema,
        agreement=drawn.agreement,
        label="Part des redevances des clics rémunérés (mise en commun d’audience)",
        first=drawn.first,
        last=drawn.last,
        regime=drawn.regime,
        net_cents=drawn.net_cents,
        vat_cents=vat_cents(drawn.net_cents, drawn.regime),
        reference=drawn.reference,
        paid_on=drawn.paid_on,
    )


def credit_note(
    number: str, issued_on: datetime.date, of: Invoice, reason: str
) -> Invoice:
    """Take an invoice back whole: the same sums, sides and regime, and why."""
    if of.kind != InvoiceKind.INVOICE:
        raise ValueError(f"{of.number} is a credit note: only invoices are taken back")
    return msgspec.structs.replace(
        of,
        number=number,
        kind=InvoiceKind.CREDIT_NOTE,
        issued_on=max(issued_on, of.issued_on),
        corrects=Corrected(of.number, of.issued_on, reason),
    )
