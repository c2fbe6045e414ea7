"""The operator's keys, as its key file holds them."""

import msgspec

from toile.wire.errors import SettingError
from toile.wire.tokens import KEY_BYTES


class AdsKeys(msgspec.Struct, frozen=True):
    """Hexadecimal keys: ``token`` seals impressions and clicks, ``why`` the why-links.

    ``door`` is the one key that both wings hold; it seals the handover of an id. The
    portal reads ``why`` alone, to explain an ad. ``partners`` makes the ids that
    exchanges get, ``exchanges`` seals what the plan carries of their price keys.
    """

    token: str
    why: str
    door: str
    partners: str = ""
    exchanges: str = ""


def read(document: bytes, source: str) -> AdsKeys:
    """Read the key file; raises ``SettingError`` for what is no set of keys."""
    try:
        keys = msgspec.json.decode(document, type=AdsKeys)
        for name in keys.__struct_fields__:
            if len(bytes.fromhex(getattr(keys, name))) != KEY_BYTES:
                raise ValueError(f"{name} is not of {KEY_BYTES} bytes")
    except ValueError as error:
        raise SettingError(
            source,
            str(error),
            "Restore the operator's key file from its safe, or add what is missing "
            "with `toile keys --wing ads`.",
        ) from error
    return keys
