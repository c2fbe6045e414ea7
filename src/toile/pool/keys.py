"""The union's keys, as its key file holds them (DESIGN §2: three ids, two keys)."""

import msgspec

from toile.wire.errors import SettingError


class PoolKeys(msgspec.Struct, frozen=True):
    """Hexadecimal keys: ``sid`` and ``aid`` make ids, ``receipt`` seals proofs.

    ``door`` is the one key that both wings hold; it seals the handover of an id.
    """

    sid: str
    aid: str
    receipt: str
    door: str


_LENGTHS = {"sid": 32, "aid": 16, "receipt": 32, "door": 32}


def read(document: bytes, source: str) -> PoolKeys:
    """Read the key file; raises ``SettingError`` for what is no set of keys."""
    try:
        keys = msgspec.json.decode(document, type=PoolKeys)
        for name, length in _LENGTHS.items():
            if len(bytes.fromhex(getattr(keys, name))) != length:
                raise ValueError(f"{name} is not of {length} bytes")
    except ValueError as error:
        raise SettingError(
            source, str(error), "Restore the union's key file from its safe."
        ) from error
    return keys
