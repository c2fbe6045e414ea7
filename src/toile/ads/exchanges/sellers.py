"""sellers.json: who is paid for the space of the direct placements (SPECS §8).

IAB Tech Lab, sellers.json 1.0. Bought space is sold by its exchanges, which publish
files of their own.
"""

from collections.abc import Iterable

import msgspec


class Seller(msgspec.Struct, frozen=True):
    """A publisher: its lasting id, the name that is paid, its site's root domain."""

    seller_id: str
    name: str
    domain: str


class _Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    seller_id: str
    seller_type: str
    name: str
    # Required of a seller with a web presence alone.
    domain: str = ""


class _Document(msgspec.Struct, frozen=True):
    contact_email: str
    version: str
    sellers: list[_Entry]


def build(contact_email: str, sellers: Iterable[Seller]) -> bytes:
    """Write the file, sellers in the order of their ids, each once."""
    by_id = {seller.seller_id: seller for seller in sellers}
    entries = [
        _Entry(one.seller_id, "PUBLISHER", one.name, one.domain)
        for _id, one in sorted(by_id.items())
    ]
    document = _Document(contact_email, "1.0", entries)
    return msgspec.json.format(msgspec.json.encode(document), indent=2)
