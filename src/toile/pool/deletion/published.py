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
    public_key: tuple[dict[str, str], ...]
    vendor_script_requirement: bool = False
    vendor_script: str = ""


def published(endpoint: str, *signers: Signer) -> Published:
    """Write the file; the first signer is the one of now, the others were before."""
    keys = tuple(signer.jwk for signer in signers)
    return Published(endpoint, (Identifier(1, TYPE, FORMAT),), keys)
