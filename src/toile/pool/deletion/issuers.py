"""Who may ask for deletions: the first parties and requesters whose keys we hold.

A file of ``{"domain": {"keys": [JWK, …]}}``, kept by the union. Keys are not fetched
when a request comes: whoever asks must not choose which address is called.
"""

from pathlib import Path
from typing import Any

import msgspec

from toile.pool.deletion.jws import Key, Read, holds, key_of
from toile.wire.errors import SettingError


class Issuers:
    """The trusted keys by domain."""

    def __init__(self, keys: dict[str, tuple[Key, ...]]) -> None:
        self._keys = keys

    def signed(self, issuer: str, token: Read) -> bool:
        """Tell whether a token was signed by who it says issued it."""
        kid = token.header.kid
        return any(
            holds(token, key)
            for key in self._keys.get(issuer.lower(), ())
            if not kid or key.kid == kid
        )


class _KeySet(msgspec.Struct):
    keys: list[dict[str, Any]]


def read_issuers(path: Path | None) -> Issuers:
    """Read the file; without one nobody is trusted. Raises ``SettingError``."""
    if path is None:
        return Issuers({})
    try:
        told = msgspec.json.decode(path.read_bytes(), type=dict[str, _KeySet])
        keys = {
            domain.lower(): tuple(key_of(jwk) for jwk in each.keys)
            for domain, each in told.items()
        }
    except (OSError, ValueError) as error:
        raise SettingError(
            "TOILE_DELETION_ISSUERS",
            f"{path} will not do: {error}",
            'Give {"domain": {"keys": [public JWK, …]}}, EC on P-256 or RSA.',
        ) from error
    return Issuers(keys)
