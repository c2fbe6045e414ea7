"""How the fee of one click is shared equally: largest remainder, rotating.

400 micro-euros among three cinemas are 134, 133 and 133. Who gets the odd one is drawn
from the click's id: the same click always gives the same shares, and over many clicks
no cinema gains. Worked examples: ``docs/explain/sharing.md``.
"""

import hashlib
from collections.abc import Sequence

from toile.wire.ids import Ulid
from toile.wire.money import Money


def equal_shares(fee: Money, cinemas: Sequence[Ulid], click: Ulid) -> dict[Ulid, Money]:
    """Split a fee equally among at least one cinema; the shares sum to the fee.

    Raises ``ValueError`` for no cinema, a cinema named twice, or a negative fee.
    """
    if not cinemas or len(set(cinemas)) != len(cinemas):
        raise ValueError(f"the cinemas of click {click} are none or named twice")
    if fee < 0:
        raise ValueError(f"the fee of click {click} is negative")
    ordered = sorted(cinemas)
    share, odd = divmod(fee, len(ordered))
    first = _draw(click) % len(ordered)
    lucky = {ordered[(first + step) % len(ordered)] for step in range(odd)}
    return {cinema: Money(share + (cinema in lucky)) for cinema in ordered}


def _draw(click: Ulid) -> int:
    # A ULID begins with the time, so its own digits would favour the hour; a hash
    # spreads them evenly.
    digest = hashlib.blake2b(click.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big")
