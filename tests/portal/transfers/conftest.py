"""The Royal and the Eldorado as members that may be paid, and a union that pays."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from clock import TODAY
from toile.portal.agreements import services as agreements
from toile.portal.agreements.models import Agreement
from toile.portal.keys import new_key
from toile.portal.payouts.bank import change_bank_account
from toile.portal.transfers import services
from toile.portal.transfers.models import Run
from transfers_stage import IBANS, details, identify, owe


@pytest.fixture
def members(world: Any) -> Any:
    """Both cinemas may be paid, 30 EUR and some to the Royal, 40 to the Eldorado."""
    people = world.people
    agreements.sign(
        Agreement.Kind.UNION_CINEMA,
        people.eldorado,
        "SCARE-2026-002",
        datetime.date(2026, 1, 1),
        cinema=world.eldorado,
    )
    for name in ("royal", "eldorado"):
        organisation = getattr(people, name)
        identify(organisation)
        change_bank_account(
            organisation,
            details(organisation.name, IBANS[name]),
            people.users[name],
        )
    owe(world, world.royal, 30_001_234)
    owe(world, world.eldorado, 40_000_000)
    return world


@pytest.fixture
def payer(world: Any) -> Any:
    """The account from which SCARE pays."""
    return services.set_payer(
        world.people.scare,
        details("SCARE", IBANS["scare"]),
        world.people.users["scare"],
        street="12 rue de l'Échiquier",
        postal_code="75010",
        town="Paris",
    )


@pytest.fixture
def proposed(members: Any, payer: Any) -> Run:
    """A run that waits for its approvals."""
    return services.propose(new_key(), members.people.users["scare"], TODAY)


@pytest.fixture
def approve_twice(world: Any) -> Callable[[Run], Run]:
    """Let two people of the union approve a run."""

    def both(run: Run) -> Run:
        for name in ("scare", "scare_editor"):
            run = services.approve(run.id, world.people.users[name], TODAY)
        return run

    return both


@pytest.fixture
def at_the_bank(proposed: Run, approve_twice: Callable[[Run], Run], world: Any) -> Run:
    """A run whose file was handed over."""
    approve_twice(proposed)
    services.hand_over(proposed.id, world.people.users["scare"])
    proposed.refresh_from_db()
    return proposed
