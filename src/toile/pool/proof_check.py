"""Whether a strand of proofs is whole: each hash, each number, and what was sealed."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

import msgspec

from toile.pool.proofs import Link, beginning, linked


class ChainFault(StrEnum):
    """What is wrong with a strand; the value is kept and translated."""

    CHANGED = "changed"
    """A proof does not hash to what its link says."""

    MISSING = "missing"
    """A number is missing between two links."""

    SHORTER = "shorter"
    """The strand ends before what was sealed of it."""

    OTHER_THAN_SEALED = "other_than_sealed"
    """It hashes well, but not to what was sealed: it was written anew."""


class Checked(msgspec.Struct, frozen=True):
    """What a check found: how many links, the last hash, and the first fault."""

    count: int
    head: bytes
    fault: ChainFault | None = None
    at: int = 0
    """The number of the link at which the fault shows, counted from 1."""


def check(
    site: str,
    strand: str,
    chain: Iterable[tuple[int, Link]],
    sealed: Mapping[int, bytes],
) -> Checked:
    """Walk a strand from its beginning; ``sealed`` are hashes by number of links."""
    head = beginning(site, strand).hash
    count = 0
    for number, link in chain:
        if number != count:
            return Checked(count, head, ChainFault.MISSING, count + 1)
        hashed = linked(head, link.proof)
        count += 1
        if hashed != link.hash or link.proof.site != site:
            return Checked(count - 1, head, ChainFault.CHANGED, count)
        head = hashed
        if sealed.get(count, head) != head:
            return Checked(count, head, ChainFault.OTHER_THAN_SEALED, count)
    if count < max(sealed, default=0):
        return Checked(count, head, ChainFault.SHORTER, count + 1)
    return Checked(count, head)
