"""Sealing receipts with the key in force; opening them with those before it too."""

from toile.pool.keys import PoolKeys
from toile.wire.errors import TokenError
from toile.wire.tokens import AnyToken, Sealer, Token


class Receipts:
    """What seals and opens proofs of a yes; built anew when a key is renewed."""

    def __init__(self, keys: PoolKeys, now_ms: int) -> None:
        self._present = Sealer(keys.receipt)
        self._before = tuple(
            Sealer(each.key) for each in keys.receipts_before if each.until_ms > now_ms
        )

    def seal(self, token: Token) -> str:
        """Seal a token with the key in force."""
        return self._present.seal(token)

    def open_expired(self, text: str, kind: type[AnyToken]) -> AnyToken:
        """Open a token by whichever key sealed it, whether or not it has expired.

        Raises ``TokenError`` for text that none of the keys sealed for this kind.
        """
        try:
            return self._present.open_expired(text, kind)
        except TokenError:
            for sealer in self._before:
                try:
                    return sealer.open_expired(text, kind)
                except TokenError:
                    continue
            raise
