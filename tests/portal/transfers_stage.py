"""What the tests of transfers are made of: balances, identities, accounts."""

import datetime
from typing import Any

from clock import NOON, TODAY
from toile.ledger.chart import CINEMA_PAYABLE
from toile.ledger.entries import click_posting
from toile.portal.accounts.models import Membership, Organisation
from toile.portal.agreements import services as agreements
from toile.portal.cinemas.models import Cinema
from toile.portal.invoices import services as mandates
from toile.portal.payouts.bank import Details
from toile.portal.payouts.models import Balance
from toile.portal.payouts.services import post_all, release
from toile.wire.clock import from_datetime
from toile.wire.ids import Ulid, new_ulid
from toile.wire.money import Money

IBANS = {
    "royal": "FR7630006000011234567890189",
    "eldorado": "FR1420041010050500013M02606",
    "scare": "DE89370400440532013000",
}
SIRET = "73282932000074"
DAY = datetime.timedelta(days=1)


def details(holder: str, iban: str) -> Details:
    return Details(holder, iban, "AGRIFRPP")


def owe(world: Any, cinema: Cinema, micros: int) -> str:
    """Bill one click of long ago that earns a cinema so much, and release it."""
    at_ms = from_datetime(NOON - 9 * DAY)
    click = new_ulid(at_ms)
    shares = {Ulid(cinema.id): Money(micros)}
    post_all([click_posting(click, at_ms, Ulid(world.campaign.id), shares)])
    release(TODAY)
    return click


def payable(cinema: Cinema) -> int:
    row = Balance.objects.get(account__kind=CINEMA_PAYABLE, account__cinema=cinema)
    return -row.amount_micros


def bank_balance() -> int:
    row = Balance.objects.filter(account__code="bank").first()
    return 0 if row is None else row.amount_micros


def identify(organisation: Organisation, **changed: str) -> None:
    """Say who an organisation is, with an address that a bank takes."""
    fields = {
        "legal_name": organisation.name,
        "siret": SIRET,
        "street": "2, rue Berthelot",
        "postal_code": "83000",
        "town": "Toulon",
        "vat_regime": "franchise",
        "vat_number": "",
        "contact_name": "Odile",
    }
    agreements.set_identity(organisation, **(fields | changed))
    for cinema in organisation.cinemas.all():
        mandate(cinema)


def mandate(cinema: Cinema) -> None:
    """Let the cinema's owner sign the mandate by which it is invoiced for."""
    owner = cinema.organisation.memberships.get(role=Membership.Role.OWNER).user
    mandates.sign(cinema, "Odile Marin", "gérante", owner)
