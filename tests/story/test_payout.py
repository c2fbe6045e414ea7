"""The story to its end: clicks become a transfer, every micro-euro is found again."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from bank_files import entry, statement
from clock import NOON, TODAY
from payout_stage import CENT, Pool, Town, build
from toile.portal.keys import new_key
from toile.portal.mail.models import Mail
from toile.portal.payouts.models import Balance
from toile.portal.payouts.services import close_month, release
from toile.portal.reconciliation.services import check
from toile.portal.reconciliation.telling import told
from toile.portal.transfers import services as transfers
from toile.portal.transfers.models import Transfer
from toile.wire.clock import from_datetime

DAY = datetime.timedelta(days=1)
LONG_AGO = 40
PEOPLE = range(1, 31)


@pytest.fixture
def town(db: None, settings: Settings, tmp_path: Path) -> Town:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.TOILE = settings.TOILE.__class__(
        **{
            name: getattr(settings.TOILE, name)
            for name in settings.TOILE.__struct_fields__
        }
        | {"two_factor_required": False}
    )
    return build(TODAY - 200 * DAY)


@pytest.fixture
def pool(town: Town, tmp_path: Path) -> Iterator[Pool]:
    made = Pool(tmp_path / "data", town)
    yield made
    made.close()


def owed(town: Town) -> tuple[int, int]:
    """What waits within its hold, and what may be paid."""
    rows = Balance.objects.filter(account__cinema=town.royal)
    kinds = dict(rows.values_list("account__kind", "amount_micros"))
    return tuple(  # type: ignore[return-value]
        -kinds.get(kind, 0) for kind in ("cinema_pending", "cinema_payable")
    )


def pay(town: Town) -> Transfer:
    """Propose, let two people approve, and hand the file over; it is valid XML."""
    first, second = town.union
    run = transfers.propose(new_key(), first, TODAY)
    transfers.approve(run.id, first, TODAY)
    transfers.approve(run.id, second, TODAY)
    file = transfers.hand_over(run.id, first)
    assert b"pain.001.001.09" in file
    return Transfer.objects.get(run=run)


def all_agrees(pool: Pool) -> None:
    report = check(pool.settings.journal, None, NOON, lambda *_: None)
    assert report.wrong == [], told(report)


@pytest.mark.story
def test_clicks_become_a_transfer_and_what_fails_is_owed_again(
    town: Town, pool: Pool
) -> None:
    at = NOON - LONG_AGO * DAY
    clicks = pool.crowd_clicks(PEOPLE, from_datetime(at))
    assert owed(town) == (400 * len(clicks), 0)
    all_agrees(pool)

    clicked = TODAY - LONG_AGO * DAY
    release(clicked + 3 * DAY)
    assert owed(town) == (12_000, 0)
    release(clicked + 4 * DAY)
    assert owed(town) == (0, 12_000)
    close_month(clicked, TODAY, town.union[0])

    transfer = pay(town)
    assert transfer.amount_micros == CENT
    file = statement(entry(transfer.reference, "0.01"))
    transfers.take_answer(file, "releve.xml", town.union[0])
    assert owed(town) == (0, 2_000)
    all_agrees(pool)

    mail = Mail.objects.get(template="transfers/paid")
    assert mail.recipient == town.odile.email
    client = Client()
    client.force_login(town.odile, "django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("payouts:cinema", args=[town.royal.id]))
    assert page.status_code == 200
    assert "0,01" in page.content.decode()

    # A week ago more people clicked; this time the bank sends the money back.
    pool.crowd_clicks(PEOPLE, from_datetime(NOON - 6 * DAY))
    release(TODAY)
    assert owed(town) == (0, 14_000)
    transfer = pay(town)
    left, back = (entry(transfer.reference, "0.01", side) for side in ("DBIT", "CRDT"))
    transfers.take_answer(statement(left), "releve-2.xml", town.union[0])
    assert owed(town) == (0, 4_000)
    transfers.take_answer(statement(back), "releve-3.xml", town.union[0])
    assert owed(town) == (0, 14_000)
    assert Mail.objects.filter(template="transfers/came_back").count() == 1
    all_agrees(pool)
