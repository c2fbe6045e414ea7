"""What an invoice is drawn from: a transfer, its cinema, the union; or why it cannot.

The regime and the VAT number are those with which the transfer was approved, for they
made the sum that was paid; name and address are those of the day of issue.
"""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from toile.ledger.invoices import Company, Drawn
from toile.ledger.payment import cents
from toile.ledger.vat import SellerRefusal, faults_of_seller, regime_of, vat_cents
from toile.portal.accounts.models import Organisation
from toile.portal.agreements.models import LegalIdentity
from toile.portal.invoices.models import Invoice
from toile.portal.invoices.selectors.mandates import mandated
from toile.portal.payouts.models import Entry
from toile.portal.payouts.movements import GROSS
from toile.portal.payouts.services import HOLD_DAYS
from toile.portal.transfers.models import Payer, Transfer
from toile.portal.transfers.refusals import TransferRefusal, remedy_of, words_of
from toile.wire.clock import PARIS
from toile.wire.money import Money

_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Unissued:
    """Why a transfer has no invoice: codes of refusals, in French by ``words``."""

    refusals: tuple[str, ...]

    @property
    def words(self) -> str:
        """Say why, and what to do."""
        return " ".join(
            f"{words_of(code).capitalize()}. {remedy_of(code)}"
            for code in self.refusals
        )


def drawn_of(transfer: Transfer, *, again: bool = False) -> Drawn | Unissued:
    """Draw an invoice from a transfer; ``again`` by what its cinema says by now."""
    now = timezone.now()
    cinema = transfer.cinema
    identity = _identity(cinema.organisation)
    if identity is None:
        return Unissued((str(TransferRefusal.NO_IDENTITY),))
    told = transfer if transfer.vat_regime and not again else identity
    regime = regime_of(told.vat_regime)
    faults: list[SellerRefusal] = faults_of_seller(
        identity.siret, told.vat_number, told.vat_regime
    )
    if not mandated([cinema.id], now):
        faults.append(SellerRefusal.NO_MANDATE)
    if faults or regime is None:
        return Unissued(tuple(str(one) for one in faults))
    net = cents(Money(transfer.amount_micros))
    if vat_cents(net, regime) != cents(Money(transfer.vat_micros)):
        return Unissued((str(SellerRefusal.VAT_NOT_PAID),))
    first, last = days_of(transfer)
    return Drawn(
        seller=_seller(identity, told.vat_number),
        buyer=buyer_of(transfer.run.payer),
        cinema=str(cinema),
        agreement=transfer.agreement.reference if transfer.agreement else "",
        first=first,
        last=last,
        regime=regime,
        net_cents=net,
        reference=transfer.reference,
        paid_on=_paid_on(transfer, now),
    )


def days_of(transfer: Transfer) -> tuple[datetime.date, datetime.date]:
    """Tell of which days the clicks are: since the last invoice, up to the hold."""
    proposed = transfer.run.proposed_at.astimezone(PARIS).date()
    last = proposed - (HOLD_DAYS + 1) * _DAY
    before = (
        Invoice.objects.filter(
            cinema=transfer.cinema,
            kind=Invoice.Kind.INVOICE,
            credit_note__isnull=True,
            last_day__lt=last,
        )
        .order_by("-last_day")
        .first()
    )
    if before is not None:
        return before.last_day + _DAY, last
    earned = Entry.objects.filter(
        account__cinema=transfer.cinema, posting__kind__in=GROSS
    )
    oldest = earned.order_by("posting__at").values_list("posting__at", flat=True)
    first = next((at.astimezone(PARIS).date() for at in oldest[:1]), last)
    return min(first, last), last


def union() -> Organisation | None:
    """Who buys: the union."""
    return Organisation.objects.filter(kind=Organisation.Kind.UNION).first()


def buyer_of(payer: Payer | None) -> Company:
    """Name the union: by its legal identity, or by the account from which it pays."""
    buyer = union()
    identity = _identity(buyer) if buyer else None
    if identity is not None:
        return _seller(identity, identity.vat_number)
    if payer is None:
        return Company(buyer.name if buyer else "Syndicat", "", "", "", "", "")
    return Company(
        name=payer.account.organisation.name,
        siret=payer.account.organisation.siret,
        vat_number="",
        street=payer.street,
        postal_code=payer.postal_code,
        town=payer.town,
    )


def _identity(organisation: Organisation) -> LegalIdentity | None:
    return LegalIdentity.objects.filter(organisation=organisation).first()


def _seller(identity: LegalIdentity, vat_number: str) -> Company:
    return Company(
        name=identity.legal_name,
        siret=identity.siret,
        vat_number=vat_number,
        street=identity.street,
        postal_code=identity.postal_code,
        town=identity.town,
    )


def _paid_on(transfer: Transfer, now: datetime.datetime) -> datetime.date:
    return (transfer.settled_at or now).astimezone(PARIS).date()
