"""A run that pays the Royal, at the bank: what tests of invoices begin with."""

import io
from typing import Any

from pypdf import PdfWriter

from clock import TODAY
from toile.ledger.bank_answers import Outcome
from toile.portal.invoices.models import Invoice
from toile.portal.keys import new_key
from toile.portal.payouts.bank import change_bank_account
from toile.portal.transfers import services
from toile.portal.transfers.models import Payer, Run, Transfer
from transfers_stage import IBANS, details, identify, owe

VAT_NUMBER = "FR44732829320"


def blank_pdf() -> bytes:
    """A PDF of one empty page: a scan."""
    out, pages = io.BytesIO(), PdfWriter()
    pages.add_blank_page(595, 842)
    pages.write(out)
    return out.getvalue()


def propose(world: Any, micros: int = 30_010_000, **identity: str) -> Run:
    """Owe the Royal so much, and propose it."""
    people = world.people
    identify(people.royal, **identity)
    change_bank_account(
        people.royal, details("Le Royal", IBANS["royal"]), people.users["royal"]
    )
    owe(world, world.royal, micros)
    if not Payer.objects.exists():
        services.set_payer(
            people.scare,
            details("SCARE", IBANS["scare"]),
            people.users["scare"],
            street="12 rue de l'Échiquier",
            postal_code="75010",
            town="Paris",
        )
    return services.propose(new_key(), people.users["scare"], TODAY)


def at_the_bank(world: Any, micros: int = 30_010_000, **identity: str) -> Transfer:
    """Propose to pay the Royal, approve it twice, hand the file over."""
    run, people = propose(world, micros, **identity), world.people
    for name in ("scare", "scare_editor"):
        services.approve(run.id, people.users[name], TODAY)
    services.hand_over(run.id, people.users["scare"])
    return run.transfers.select_related("run").get()


def settle(transfer: Transfer, outcome: Outcome, world: Any) -> Transfer:
    """Say what became of a transfer; give it as it is then."""
    by = world.people.users["scare"]
    services.settle_by_hand(transfer.id, outcome, by, "AC04")
    transfer.refresh_from_db()
    return transfer


def paid(world: Any, micros: int = 30_010_000, **identity: str) -> Invoice:
    """Pay the Royal; give the invoice that follows."""
    row = settle(at_the_bank(world, micros, **identity), Outcome.EXECUTED, world)
    return row.invoices.get()
