"""Books clicks in the database that the settings name, and measures; Django is set up.

Wall time and processor time: the latter of this process and of the database's server,
if it has one. Inventing the clicks is not measured; sharing their fees is.
"""

import datetime
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

from django.core.management import call_command
from django.db import connection

from toile.ledger.entries import Posting, click_posting
from toile.ledger.sharing import shares
from toile.ops.bench.money.clicks import BenchClick, clicks
from toile.ops.bench.money.figures import Cost, MoneyFigures
from toile.ops.bench.money.members import wait_for_statements
from toile.ops.bench.portal.world import Size, build
from toile.ops.bench.processor import tree_seconds
from toile.portal.campaigns.models import Campaign
from toile.portal.cinemas.models import Cinema
from toile.portal.payouts.models import Entry
from toile.portal.payouts.services import (
    close_month,
    kept_balance,
    post_all,
    trial_balance,
)
from toile.portal.statements.models import StatementPaper
from toile.portal.statements.services import draw_up
from toile.wire.calendar import month_after, month_before
from toile.wire.clock import now_ms, paris_date
from toile.wire.ids import Ulid
from toile.wire.money import Money

FEE = Money(400)
CAMPAIGNS = 60


def bench(size: int, batch: int, cinemas: int, server: int | None) -> MoneyFigures:
    """Book so many clicks; ``server`` is the process id of the database's server."""
    call_command("migrate", interactive=False, verbosity=0)
    today = paris_date(now_ms())
    build(Size(cinemas, campaigns=CAMPAIGNS, days=28, clicks=0), today)
    month = month_before(today)
    wait_for_statements(month)
    posting, kept, full, closing, statements = (Cost() for _ in range(5))
    _book(size, batch, month, posting, server)
    with measured(kept, server):
        balance = kept_balance()
    with measured(full, server):
        faults = trial_balance()
    with measured(closing, server):
        close_month(month, month_after(month) + datetime.timedelta(days=9), None)
    with measured(statements, server):
        draw_up(month)
    return MoneyFigures(
        database=connection.vendor,
        clicks=size,
        entries=Entry.objects.count(),
        batch=batch,
        cinemas=cinemas,
        posting=posting,
        kept_balance=kept,
        full_sum=full,
        closing=closing,
        statements=statements,
        drawn=StatementPaper.objects.count(),
        faults=len(faults) + (sum(balance.values()) != 0),
    )


def _book(
    size: int, batch: int, month: datetime.date, cost: Cost, server: int | None
) -> None:
    names = [Ulid(key) for key in Cinema.objects.values_list("id", flat=True)]
    sold = [Ulid(key) for key in Campaign.objects.values_list("id", flat=True)]
    invented = clicks(size, month, names, sold)
    while turn := list(islice(invented, batch)):
        with measured(cost, server):
            post_all([_posting(click) for click in turn])


def _posting(click: BenchClick) -> Posting:
    split = shares("equal", FEE, click.visited, click.id)
    return click_posting(click.id, click.at_ms, click.campaign, split)


@contextmanager
def measured(cost: Cost, server: int | None) -> Iterator[None]:
    """Add to a cost what the block takes."""
    wall, own, other = time.perf_counter(), time.process_time(), _of(server)
    yield
    cost.wall += time.perf_counter() - wall
    cost.processor += time.process_time() - own + _of(server) - other


def _of(server: int | None) -> float:
    return 0.0 if server is None else tree_seconds(server)
