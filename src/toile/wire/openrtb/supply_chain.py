"""Who had the request in hand before us (§3.2.25 SupplyChain, EXT-schain)."""

import msgspec


class SupplyNode(msgspec.Struct, frozen=True, gc=False):
    """One seller of the chain: ``asi`` is its system's domain, ``sid`` its account."""

    asi: str
    sid: str
    hp: int | None = None


class SupplyChain(msgspec.Struct, frozen=True, gc=False):
    """The chain from the publisher (first) to the exchange that asks (last)."""

    complete: int = 0
    nodes: tuple[SupplyNode, ...] = ()
    ver: str = "1.0"
