"""How the fee of one click is shared among the cinemas that its spectator visited.

The rule is the operator–union agreement's, as of the click. Largest remainder,
rotating: 400 micro-euros among three cinemas are 134, 133 and 133. Who gets the odd one
is drawn from the click's id: the same click always gives the same shares, and over many
clicks no cinema gains. Worked examples: ``docs/explain/sharing.md``.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from toile.wire.ids import Ulid
from toile.wire.money import Money

Rule = Literal["equal", "last", "by_visits", "each"]
"""``equal``: alike. ``last``: all to the cinema visited last. ``by_visits``: by
the pages seen of each. ``each``: the whole fee to every cinema, so that the campaign
owes it as many times."""


class Visited(msgspec.Struct, frozen=True):
    """What counts of a spectator's visits to a cinema: the last day, and how many."""

    last_day: int
    visits: int


def shares(
    rule: Rule, fee: Money, cinemas: Mapping[Ulid, Visited], click: Ulid
) -> dict[Ulid, Money]:
    """Share a fee by a rule; but for ``each`` the shares sum to the fee.

    Raises ``ValueError`` for no cinema or a negative fee.
    """
    if rule == "each":
        _refuse(fee, list(cinemas), click)
        return dict.fromkeys(sorted(cinemas), fee)
    if rule == "last":
        latest = max((seen.last_day for seen in cinemas.values()), default=0)
        last = [name for name, seen in cinemas.items() if seen.last_day == latest]
        # Of several on one day nobody knows the hour: they share.
        return equal_shares(fee, last, click)
    if rule == "by_visits":
        weights = {name: max(1, seen.visits) for name, seen in cinemas.items()}
        return weighted_shares(fee, weights, click)
    return equal_shares(fee, list(cinemas), click)


def equal_shares(fee: Money, cinemas: Sequence[Ulid], click: Ulid) -> dict[Ulid, Money]:
    """Split a fee equally among at least one cinema; the shares sum to the fee.

    Raises ``ValueError`` for no cinema, a cinema named twice, or a negative fee.
    """
    _refuse(fee, cinemas, click)
    ordered = sorted(cinemas)
    share, odd = divmod(fee, len(ordered))
    split = dict.fromkeys(ordered, Money(share))
    # What ``weighted_shares`` gives for weights alike, without its remainders: almost
    # every click is shared so.
    if odd:
        first = _draw(click) % len(ordered)
        for name in (ordered[first:] + ordered[:first])[:odd]:
            split[name] = Money(share + 1)
    return split


def weighted_shares(
    fee: Money, weights: Mapping[Ulid, int], click: Ulid
) -> dict[Ulid, Money]:
    """Split a fee by weights of at least 1; the shares sum to the fee.

    What is left over goes to the largest remainders, one micro-euro each; among equal
    ones to as many as there are, counted from a place that the click draws.
    """
    _refuse(fee, list(weights), click)
    whole = sum(weights.values())
    ordered = sorted(weights)
    parts = {name: divmod(fee * weights[name], whole) for name in ordered}
    split = {name: Money(share) for name, (share, _) in parts.items()}
    odd = fee - sum(split.values())
    if odd:
        first = _draw(click) % len(ordered)
        turns = ordered[first:] + ordered[:first]
        for name in sorted(turns, key=lambda name: -parts[name][1])[:odd]:
            split[name] = Money(split[name] + 1)
    return split


def _refuse(fee: Money, cinemas: Sequence[Ulid], click: Ulid) -> None:
    if not cinemas or len(set(cinemas)) != len(cinemas):
        raise ValueError(f"the cinemas of click {click} are none or named twice")
    if fee < 0:
        raise ValueError(f"the fee of click {click} is negative")


def _draw(click: Ulid) -> int:
    # A ULID begins with the time, so its own digits would favour the hour; a hash
    # spreads them evenly.
    digest = hashlib.blake2b(click.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big")
