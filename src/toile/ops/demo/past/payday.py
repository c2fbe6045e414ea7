"""One payout of the past: a cinema whose threshold is low enough to be reached.

0.0004 EUR a click reach 25 EUR nowhere within months; so one agreement of the demo says
one cent. Account numbers and SIRETs are invented, or examples that everybody uses.
"""

import datetime

from toile.ledger.bank_answers import Outcome
from toile.ops.demo.past.calendar import Past, as_of, morning
from toile.ops.demo.world import World
from toile.portal.accounts import services as accounts
from toile.portal.accounts.models import Membership, Organisation, User
from toile.portal.agreements import services as agreements
from toile.portal.invoices import services as invoices
from toile.portal.keys import new_key
from toile.portal.payouts.bank import Details, change_bank_account
from toile.portal.transfers import services as transfers
from toile.portal.transfers.checks import candidates
from toile.portal.transfers.models import Run, Transfer
from toile.wire.calendar import month_before
from toile.wire.money import from_euros

PAID = "six-n-etoiles-six-fours"
THRESHOLD = from_euros("0.01")
SECOND_EMAIL = "tresorerie@demo.toile"

_PAYDAY = 10
_SETTLED_AFTER = datetime.timedelta(days=2)
_UNION_ADDRESS = {
    "street": "12 rue Vauvenargues",
    "postal_code": "75018",
    "town": "Paris",
}


def prepare(world: World, union: Organisation, owner: Organisation) -> None:
    """Let the union pay, with a second person to approve, and the cinema be paid."""
    if User.objects.filter(email=SECOND_EMAIL).exists():
        return
    first = User.objects.get(email=union.contact_email)
    second = accounts.add_person(SECOND_EMAIL, "Bruno Castel", world.password)
    accounts.add_membership(second, union, Membership.Role.OWNER)
    account = Details("SCARE", "FR1420041010050500013M02606", "PSSTFRPPPAR")
    transfers.set_payer(union, account, first, **_UNION_ADDRESS)
    agreements.set_identity(
        union,
        first,
        legal_name=world.organisation(union.slug).legal_name,
        siret="99900001100018",
        vat_regime="franchise",
        vat_number="",
        contact_name=first.name,
        **_UNION_ADDRESS,
    )
    facts = next(each for each in world.cinemas if each.slug == PAID)
    by = User.objects.get(email=facts.email)
    agreements.set_identity(
        owner,
        by,
        legal_name="Six n'Étoiles (démonstration)",
        siret="73282932000074",
        vat_regime="franchise",
        vat_number="",
        contact_name="Nadia Sauvaire",
        street=facts.address.replace(",", ""),
        postal_code=facts.postal_code,
        town=facts.commune,
    )
    holder = Details("Six n'Étoiles", "FR7630006000011234567890189", "AGRIFRPP")
    change_bank_account(owner, holder, by)
    for cinema in owner.cinemas.all():
        invoices.sign(cinema, "Nadia Sauvaire", "gérante", by)


def payday(past: Past) -> datetime.date:
    """Tell when the union paid: the tenth of this month, or else of the last one."""
    this = past.today.replace(day=_PAYDAY)
    if past.today > this + _SETTLED_AFTER:
        return this
    return month_before(this).replace(day=_PAYDAY)


def pay(past: Past, day: datetime.date) -> None:
    """Do what a day of the payout asks for: propose and order it, or hear the bank."""
    if day == payday(past):
        with as_of(morning(day)):
            _order(day)
    elif day == payday(past) + _SETTLED_AFTER:
        with as_of(morning(day)):
            _hear()


def _order(day: datetime.date) -> None:
    if Run.objects.exists() or not candidates(day, morning(day)):
        return
    first, second = Membership.objects.filter(
        organisation__kind=Organisation.Kind.UNION
    ).order_by("id")[:2]
    run = transfers.propose(new_key(), first.user, day)
    transfers.approve(run.id, first.user, day)
    transfers.approve(run.id, second.user, day)
    transfers.hand_over(run.id, first.user)


def _hear() -> None:
    for one in Transfer.objects.filter(state=Transfer.State.RESERVED):
        transfers.settle_by_hand(one.id, Outcome.EXECUTED, one.run.proposed_by)
