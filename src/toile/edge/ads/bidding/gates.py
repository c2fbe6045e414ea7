"""One exchange at the door: is it who it says, and does it ask no more than agreed?"""

import base64
import hashlib
import hmac
import ipaddress
import logging
from functools import lru_cache
from typing import NamedTuple

from toile.ads.exchanges.identity import Partner
from toile.edge.server import Request
from toile.wire.clock import MS_A_SECOND
from toile.wire.exchanges import Exchange

_PEERS_KEPT = 1_024

_log = logging.getLogger(__name__)


class Gate:
    """What one process keeps of one exchange."""

    def __init__(self, exchange: Exchange, master: bytes, processes: int) -> None:
        self.exchange = exchange
        self.partner = Partner(master, exchange.id)
        self.door = f"bid {exchange.slug}"
        self._guards = _guards(exchange)
        self._is_in_networks = lru_cache(_PEERS_KEPT)(self._in_networks)
        self._known = b""
        # Each process lets through its part; together they are what was agreed.
        self._rate = exchange.queries_a_second / processes
        self._tokens = self._rate
        self._filled_ms = 0

    def lets_in(self, request: Request, peer: str) -> bool:
        """Tell whether a request shows the secret and comes from the network.

        An exchange without either is one of readers' browsers (``by_browser``), or
        not yet set up, and then shut.
        """
        guards = self._guards
        if guards is None or (guards.networks and not self._is_in_networks(peer)):
            return False
        if guards.digest:
            return self._shows_secret(request, guards.digest)
        return bool(guards.networks) or self.exchange.by_browser

    def takes(self, now_ms: int) -> bool:
        """Take one query off what was agreed for this second; false if it is spent."""
        if not self._rate:
            return True
        passed = now_ms - self._filled_ms
        if passed:
            # A clock that was set back fills nothing, but goes on from there.
            passed = max(passed, 0)
            self._filled_ms = now_ms
            self._tokens = min(
                max(self._rate, 1.0), self._tokens + self._rate * passed / MS_A_SECOND
            )
        if self._tokens < 1.0:
            return False
        self._tokens -= 1.0
        return True

    def _shows_secret(self, request: Request, digest: bytes) -> bool:
        shown = request.header(b"authorization")
        secret = _secret(shown) if shown else (request.param("key") or "").encode()
        # Hashing takes longer than all the rest of the door; it is done once.
        if self._known and hmac.compare_digest(secret, self._known):
            return True
        if not hmac.compare_digest(hashlib.sha256(secret).digest(), digest):
            return False
        self._known = secret
        return True

    def _in_networks(self, peer: str) -> bool:
        try:
            address = ipaddress.ip_address(peer)
        except ValueError:
            return False
        assert self._guards is not None
        return any(address in network for network in self._guards.networks)


class _Guards(NamedTuple):
    """What an exchange must show: a secret of this digest, an address of these."""

    digest: bytes
    networks: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]


def _guards(exchange: Exchange) -> _Guards | None:
    """Read what guards an exchange; ``None`` shuts one whose record is damaged.

    One exchange's record must not keep a plan, and so all others, from the bidder.
    """
    try:
        digest = bytes.fromhex(exchange.secret_digest)
        networks = tuple(map(ipaddress.ip_network, exchange.networks))
    except ValueError as error:
        _log.error("exchange %s stays shut: %s", exchange.slug, error)
        return None
    return _Guards(digest, networks)


def _secret(header: bytes) -> bytes:
    """Read the secret of ``Bearer <secret>``, or the password of ``Basic``."""
    scheme, _, value = header.partition(b" ")
    value = value.strip()
    if scheme.lower() != b"basic":
        return value
    try:
        return base64.b64decode(value, validate=True).partition(b":")[2]
    except ValueError:
        return b""
