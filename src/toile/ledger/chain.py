"""The books as a chain: each link's hash covers its postings and the link before.

Who changes a posting that is written must change all that follows; the last hash, told
to the union and printed on statements, shows it.
"""

import hashlib
from collections.abc import Iterable

import msgspec

from toile.ledger.entries import Posting

GENESIS = "0" * 64

_encoder = msgspec.json.Encoder()


def link_hash(previous: str, postings: Iterable[Posting]) -> str:
    """Give the SHA-256, in hex, of a link: its postings in the order of their ids."""
    found = hashlib.sha256(previous.encode("ascii"))
    for posting in sorted(postings, key=lambda one: one.id):
        found.update(b"\n")
        found.update(_encoder.encode(posting))
    return found.hexdigest()
