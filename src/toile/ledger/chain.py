"""The books as a chain: each link's hash covers its postings and the link before.

Who changes a posting that is written must change all that follows; the last hash, told
to the union and printed on statements, shows it.
"""

import hashlib
from collections.abc import Iterable
from operator import attrgetter

import msgspec

from toile.ledger.entries import Posting

GENESIS = "0" * 64

_encoder = msgspec.json.Encoder()
_id_of = attrgetter("id")


def link_hash(previous: str, postings: Iterable[Posting]) -> str:
    """Give the SHA-256, in hex, of a link: its postings in the order of their ids."""
    encode = _encoder.encode
    encoded = [encode(posting) for posting in sorted(postings, key=_id_of)]
    return hashlib.sha256(b"\n".join([previous.encode("ascii"), *encoded])).hexdigest()
