"""Following the chain of the ledger: link by link, posting by posting."""

from dataclasses import dataclass
from itertools import groupby

from toile.ledger.chain import GENESIS, link_hash
from toile.ledger.entries import Entry as Side
from toile.ledger.entries import Posting as Written
from toile.portal.payouts.models import Entry, Link, Posting
from toile.wire.clock import from_datetime
from toile.wire.ids import Ulid
from toile.wire.money import Money

_LINKS_AT_ONCE = 200


@dataclass(frozen=True)
class Followed:
    """How far the chain was followed, and the first link that is broken."""

    links: int
    postings: int
    last_hash: str
    broken: int | None = None


def follow(after: int = 0, previous: str = GENESIS) -> Followed:
    """Follow the chain after a link whose hash is ``previous``, to its end."""
    links = postings = 0
    while True:
        batch = list(
            Link.objects.filter(number__gt=after).order_by("number")[:_LINKS_AT_ONCE]
        )
        if not batch:
            return Followed(links, postings, previous)
        written = _written(batch[0].number, batch[-1].number)
        for link in batch:
            held = written.get(link.number, [])
            whole = (
                link.number == after + 1
                and link.previous_hash == previous
                and link.postings == len(held)
                and link.hash == link_hash(previous, held)
            )
            if not whole:
                return Followed(links, postings, previous, link.number)
            after, previous = link.number, link.hash
            links, postings = links + 1, postings + len(held)


def _written(first: int, last: int) -> dict[int, list[Written]]:
    rows = Posting.objects.filter(link__range=(first, last))
    sides = Entry.objects.filter(posting__link__range=(first, last))
    ordered = sides.order_by("posting_id", "position")
    entries = {
        key: tuple(Side(code, Money(amount)) for _, code, amount in own)
        for key, own in groupby(
            ordered.values_list("posting_id", "account__code", "amount_micros"),
            key=lambda row: row[0],
        )
    }
    found: dict[int, list[Written]] = {}
    for link, key, at, kind, memo in rows.values_list(
        "link", "id", "at", "kind", "memo"
    ):
        sealed = Written(Ulid(key), from_datetime(at), kind, memo, entries.get(key, ()))
        if link is not None:
            found.setdefault(link, []).append(sealed)
    return found
