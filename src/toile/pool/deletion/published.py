"""What ``/dsrdelete.json`` says: where to ask, by which identifier, and our key."""

import msgspec

from toile.pool.deletion.jws import Signer
from toile.pool.deletion.request import FORMAT, TYPE


class Identifier(msgspec.Struct, frozen=True):
    """An identifier that requests may name."""

    id: int
    type: str
    format: str


class Published(msgspec.Struct, frozen=True, rename="camel"):
    """The file of SPECS §8; no script is needed to send us a request."""

    endpoint: str
    identifiers: tuple[Identifier, ...]
    public_key: dict[str, str]
    vendor_script_requirement: bool = False
    vendor_script: str = ""


def published(endpoint: str, signer: Signer) -> Published:
    """Write the file."""
    return Published(endpoint, (Identifier(1, TYPE, FORMAT),), signer.jwk)
