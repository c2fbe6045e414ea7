"""Who is owed enough to be paid, and what stands against paying them."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from toile.ledger.payment import (
    Address,
    Party,
    faults_of_amount,
    faults_of_party,
    whole_cents,
)
from toile.ledger.vat import SellerRefusal, faults_of_seller, regime_of, vat_cents
from toile.portal.agreements.models import THRESHOLD_MICROS, Agreement, LegalIdentity
from toile.portal.agreements.selectors import cinemas_in_force
from toile.portal.cinemas.models import Cinema
from toile.portal.payouts.models import BankAccount
from toile.portal.payouts.movements import standings
from toile.portal.transfers.mandates import mandated
from toile.portal.transfers.models import SecondLook, Transfer
from toile.portal.transfers.refusals import TransferRefusal
from toile.wire.money import MICROS_A_CENT, Money

LOOK_DAYS = 14
"""So long after its change an account is paid only once somebody made sure of it."""


@dataclass(frozen=True)
class Candidate:
    """What could be paid to a cinema, where, and what stands against it."""

    cinema: Cinema
    agreement: Agreement | None
    account: BankAccount | None
    identity: LegalIdentity | None
    amount_micros: int
    refusals: tuple[str, ...]
    vat_micros: int = 0


@dataclass(frozen=True)
class _Papers:
    """What is known of the organisations that may be paid."""

    accounts: dict[str, list[BankAccount]]
    identities: dict[str, LegalIdentity]
    looked: set[str]
    mandated: set[str]
    now: datetime.datetime


def payable_by_cinema() -> dict[str, int]:
    """Tell what may be paid, in micro-euros, by cinema id; below zero is owed by it."""
    return {cinema: owed.payable_micros for cinema, owed in standings().items()}


def candidates(today: datetime.date, now: datetime.datetime) -> list[Candidate]:
    """Find the cinemas past their threshold whom no run pays already."""
    in_force = cinemas_in_force(today)
    reserved = set(
        Transfer.objects.filter(state=Transfer.State.RESERVED).values_list(
            "cinema_id", flat=True
        )
    )
    owed = {
        cinema: whole_cents(Money(amount))
        for cinema, amount in payable_by_cinema().items()
        if cinema not in reserved
    }
    last = _last_agreements(owed)
    chosen = {
        cinema: int(amount)
        for cinema, amount in owed.items()
        if 0 < amount >= _threshold(last.get(cinema))
    }
    return _judged(chosen, in_force, now)


def candidates_again(
    amounts: dict[str, int], today: datetime.date, now: datetime.datetime
) -> dict[str, Candidate]:
    """Judge anew cinemas of a run, by id, each with what it would be paid."""
    found = _judged(amounts, cinemas_in_force(today), now)
    return {one.cinema.id: one for one in found}


def _threshold(agreement: Agreement | None) -> int:
    return THRESHOLD_MICROS if agreement is None else agreement.threshold_micros


def _last_agreements(cinemas: Collection[str]) -> dict[str, Agreement]:
    rows = Agreement.objects.filter(cinema__in=cinemas).order_by("starts_on")
    return {row.cinema_id: row for row in rows if row.cinema_id}


def _judged(
    amounts: dict[str, int], in_force: dict[str, Agreement], now: datetime.datetime
) -> list[Candidate]:
    cinemas = list(
        Cinema.objects.filter(pk__in=amounts)
        .select_related("organisation")
        .order_by("commune", "name", "pk")
    )
    papers = _papers(cinemas, now)
    payable = payable_by_cinema()
    return [
        _candidate(
            cinema,
            in_force.get(cinema.id),
            papers,
            amounts[cinema.id],
            payable.get(cinema.id, 0),
        )
        for cinema in cinemas
    ]


def _papers(cinemas: list[Cinema], now: datetime.datetime) -> _Papers:
    organisations = [one.organisation for one in cinemas]
    accounts: dict[str, list[BankAccount]] = {}
    rows = BankAccount.objects.filter(organisation__in=organisations)
    for account in rows.order_by("given_at", "id"):
        accounts.setdefault(account.organisation_id, []).append(account)
    identities = LegalIdentity.objects.filter(organisation__in=organisations)
    looked = SecondLook.objects.filter(account__organisation__in=organisations)
    return _Papers(
        accounts,
        {one.organisation_id: one for one in identities},
        set(looked.values_list("account_id", flat=True)),
        mandated([one.id for one in cinemas], now),
        now,
    )


def _candidate(
    cinema: Cinema,
    agreement: Agreement | None,
    papers: _Papers,
    amount: int,
    payable: int,
) -> Candidate:
    accounts = papers.accounts.get(cinema.organisation_id, [])
    account = accounts[-1] if accounts else None
    identity = papers.identities.get(cinema.organisation_id)
    refusals: list[str] = list(faults_of_amount(Money(amount)))
    if amount > payable:
        refusals.append(TransferRefusal.BALANCE_FELL)
    if agreement is None:
        refusals.append(TransferRefusal.NO_AGREEMENT)
    refusals += _against_identity(identity)
    if cinema.id not in papers.mandated:
        refusals.append(SellerRefusal.NO_MANDATE)
    refusals += _against_account(account, identity)
    if account is not None and len(accounts) > 1 and _is_fresh(account, papers):
        refusals.append(TransferRefusal.ACCOUNT_CHANGED)
    vat = _vat_micros(identity, amount)
    return Candidate(cinema, agreement, account, identity, amount, tuple(refusals), vat)


def _against_identity(identity: LegalIdentity | None) -> list[str]:
    if identity is None or not (identity.legal_name and identity.siret):
        return [TransferRefusal.NO_IDENTITY]
    return list(
        faults_of_seller(identity.siret, identity.vat_number, identity.vat_regime)
    )


def _vat_micros(identity: LegalIdentity | None, amount: int) -> int:
    """Tell what VAT is paid on a net amount in whole cents; none where unknown."""
    regime = None if identity is None else regime_of(identity.vat_regime)
    if regime is None or amount <= 0:
        return 0
    return vat_cents(amount // MICROS_A_CENT, regime) * MICROS_A_CENT


def _against_account(
    account: BankAccount | None, identity: LegalIdentity | None
) -> list[str]:
    if account is None:
        return [TransferRefusal.NO_ACCOUNT]
    if identity is None:
        return []
    address = Address(identity.street, identity.postal_code, identity.town)
    return list(
        faults_of_party(Party(account.holder, account.iban, account.bic, address))
    )


def _is_fresh(account: BankAccount, papers: _Papers) -> bool:
    since = papers.now - datetime.timedelta(days=LOOK_DAYS)
    return account.given_at > since and account.id not in papers.looked
