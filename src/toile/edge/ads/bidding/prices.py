"""Reading prices of notices: in clear, or sealed with keys that this process opens."""

from collections.abc import Mapping
from functools import lru_cache

from toile.ads.exchanges.price import EUROS, read_clear, read_sealed
from toile.ads.exchanges.price_crypt import PriceKeys
from toile.ads.exchanges.vault import open_keys
from toile.ads.notices.price import ReadPrice
from toile.wire.exchanges import Exchange
from toile.wire.money import Money

_EXCHANGES_KEPT = 256


def price_reader(master: bytes) -> ReadPrice:
    """Make what the notices' doors read prices with; ``master`` opens price keys."""

    @lru_cache(_EXCHANGES_KEPT)
    def opened(sealed: str) -> tuple[PriceKeys, ...]:
        return open_keys(sealed, master)

    def read(
        text: str,
        currency: str,
        exchange: Exchange | None,
        rates: Mapping[str, Money],
        now_ms: int,
    ) -> Money | str:
        # Our bids are in euros: so is what an exchange tells without saying.
        unit, known = currency.upper() or "EUR", {**EUROS, **rates}
        if exchange is not None and exchange.price_keys:
            keys = opened(exchange.price_keys)
            return read_sealed(text, unit, known, keys, now_ms)
        return read_clear(text, unit, known)

    return read
