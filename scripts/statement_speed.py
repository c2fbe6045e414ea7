#!/usr/bin/env python
"""Measure the closing of a month with its statements, in a database of its own.

    python scripts/statement_speed.py [cinemas] [clicks] [campaigns]

Tells processor time, for the machine may be shared, and the clock's beside it.
"""

# ruff: noqa: PLC0415 - the portal is imported once its database is named
import datetime
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice

CINEMAS, CLICKS, CAMPAIGNS, AT_ONCE = 400, 60_000, 12, 2_000


def main() -> None:
    """Fill a database, close the month before the last, draw its statements."""
    given = [int(one) for one in sys.argv[1:4]]
    size = (*given, *(CINEMAS, CLICKS, CAMPAIGNS)[len(given) :])
    with tempfile.TemporaryDirectory(prefix="toile-statements-") as folder:
        os.environ["TOILE_DATA"] = folder
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/toile.sqlite3")
        from toile.ops.opening import open_django

        open_django()
        from django.core.management import call_command

        call_command("migrate", interactive=False, verbosity=0)
        measure(*size)


def measure(cinemas: int, clicks: int, campaigns: int) -> None:
    """Measure in the database that the settings name."""
    from toile.ops.bench.portal.world import Size, build
    from toile.portal.agreements.models import Agreement
    from toile.portal.mail.models import Mail
    from toile.portal.payouts.services import close_month
    from toile.portal.statements.models import Statement, StatementPaper
    from toile.portal.statements.services import draw_up
    from toile.wire.calendar import month_before
    from toile.wire.clock import now_ms, paris_date

    today = paris_date(now_ms())
    month = month_before(month_before(today))
    build(Size(cinemas=cinemas, campaigns=campaigns, days=90, clicks=0), today)
    one_owner_each()
    Agreement.objects.update(starts_on=month.replace(year=month.year - 1))
    told("post", lambda: post(month, clicks))
    told("close", lambda: close_month(month, today, None))
    told("draw", lambda: draw_up(month))
    told("again", lambda: draw_up(month))
    first = StatementPaper.objects.first()
    size = 0 if first is None else len(first.pdf)
    mails = Mail.objects.filter(template="statements/issued").count()
    print(f"{Statement.objects.count()} statements, {mails} mails,")
    print(f"a PDF of {size:,} bytes, {clicks:,} clicks")


def one_owner_each() -> None:
    """Give each cinema's organisation somebody who is written to."""
    from toile.portal.accounts.models import Membership, Organisation, User

    houses = list(Organisation.objects.filter(kind=Organisation.Kind.CINEMA))
    people = User.objects.bulk_create(
        User(email=f"{house.id.lower()}@example.org", name="Camille")
        for house in houses
    )
    Membership.objects.bulk_create(
        Membership(user=user, organisation=house, role=Membership.Role.OWNER)
        for user, house in zip(people, houses, strict=True)
    )


def post(month: datetime.date, clicks: int) -> None:
    """Bill clicks of the month, shared by one to three cinemas each."""
    from toile.ledger.entries import click_posting
    from toile.ledger.sharing import equal_shares
    from toile.portal.campaigns.models import Campaign
    from toile.portal.cinemas.models import Cinema
    from toile.portal.payouts.services import post_all
    from toile.wire.calendar import stretch
    from toile.wire.clock import from_datetime
    from toile.wire.ids import Ulid, new_ulid
    from toile.wire.money import Money

    chance = random.Random(7)  # noqa: S311 - no secret
    cinemas = [Ulid(key) for key in Cinema.objects.values_list("id", flat=True)]
    campaigns = [Ulid(key) for key in Campaign.objects.values_list("id", flat=True)]
    begin, end = map(from_datetime, stretch(month))
    times = sorted(chance.randrange(begin, end) for _ in range(clicks))
    rest = iter(times)
    while part := list(islice(rest, AT_ONCE)):
        made = []
        for at_ms in part:
            key = new_ulid(at_ms)
            sharing = chance.sample(cinemas, chance.randint(1, 3))
            shares = equal_shares(Money(400), sharing, key)
            made.append(click_posting(key, at_ms, chance.choice(campaigns), shares))
        post_all(made)


def told(name: str, step: Callable[[], object]) -> None:
    """Take a step, and tell what it cost."""
    processor, clock = time.process_time(), time.perf_counter()
    step()
    spent = time.process_time() - processor, time.perf_counter() - clock
    print(f"{name:>6}: {spent[0]:7.2f} s of processor, {spent[1]:7.2f} s", flush=True)


if __name__ == "__main__":
    main()
