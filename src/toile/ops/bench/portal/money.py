"""Billed clicks with their postings: the books of a year, in balance."""

import datetime
import random
from collections import Counter
from collections.abc import Sequence

from django.db import transaction

from toile.ledger.chart import cinema_pending, distributor_receivable, kind_of
from toile.ledger.sharing import equal_shares
from toile.portal.campaigns.models import ClickTrail, Creative, LineItem
from toile.portal.cinemas.models import Cinema
from toile.portal.inventory.models import Placement
from toile.portal.payouts.models import Account, Balance, Entry, Posting
from toile.wire.clock import from_datetime
from toile.wire.ids import Ulid, new_ulid
from toile.wire.money import Money

BATCH = 5_000
FEE = Money(400)


def write_clicks(
    count: int,
    cinemas: Sequence[Cinema],
    lines: Sequence[LineItem],
    creatives: dict[str, list[Creative]],
    placements: Sequence[Placement],
    chance: random.Random,
) -> dict[str, int]:
    """Write clicks of lines with the pool's option, each shared by one to three."""
    pooled = [line for line in lines if line.pool]
    accounts = _accounts(cinemas, pooled)
    sums: Counter[str] = Counter()
    trail, postings, entries = [], [], []
    for at in range(count):
        line = pooled[at % len(pooled)]
        moment = line.flight.starts_at + datetime.timedelta(
            minutes=chance.randrange(14 * 24 * 60)
        )
        click = new_ulid(from_datetime(moment))
        campaign = line.flight.campaign_id
        shares = equal_shares(
            FEE,
            [Ulid(one.id) for one in chance.sample(cinemas, chance.randint(1, 3))],
            click,
        )
        sides = [(distributor_receivable(Ulid(campaign)), int(FEE))]
        sides += [(cinema_pending(key), -share) for key, share in shares.items()]
        trail.append(
            ClickTrail(
                id=click,
                at=moment,
                line=line,
                creative=creatives[campaign][at % 2],
                placement=placements[at % len(placements)],
            )
        )
        postings.append(Posting(id=click, at=moment, kind="click"))
        for position, (code, amount) in enumerate(sides):
            entries.append(
                Entry(
                    posting_id=click,
                    account=accounts[code],
                    amount_micros=amount,
                    position=position,
                )
            )
            sums[code] += amount
    ClickTrail.objects.bulk_create(trail, batch_size=BATCH)
    # The entries first: postings seal them.
    with transaction.atomic():
        Entry.objects.bulk_create(entries, batch_size=BATCH)
        Posting.objects.bulk_create(postings, batch_size=BATCH)
    Balance.objects.bulk_create(
        Balance(account=account, amount_micros=sums[code])
        for code, account in accounts.items()
    )
    return {"clicks": count, "entries": len(entries)}


def _accounts(
    cinemas: Sequence[Cinema], lines: Sequence[LineItem]
) -> dict[str, Account]:
    codes = {cinema_pending(Ulid(one.id)): one.id for one in cinemas}
    owing = {distributor_receivable(Ulid(line.flight.campaign_id)) for line in lines}
    made = [
        Account(code=code, kind=kind_of(code), cinema_id=cinema)
        for code, cinema in codes.items()
    ]
    made += [Account(code=code, kind=kind_of(code)) for code in sorted(owing)]
    Account.objects.bulk_create(made)
    return {account.code: account for account in made}
