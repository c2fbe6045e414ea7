"""The bid request (§3.2.1) and how its bytes are read."""

from collections.abc import Sequence
from typing import Annotated, Protocol

import msgspec

from toile.wire.openrtb.context import App, Device, Regs, Site, User
from toile.wire.openrtb.imp import Imp
from toile.wire.openrtb.supply_chain import SupplyChain


class SourceExt(msgspec.Struct, frozen=True, gc=False):
    """Where OpenRTB 2.5 has the supply chain."""

    schain: SupplyChain | None = None


class Source(msgspec.Struct, frozen=True, gc=False):
    """§3.2.2."""

    schain: SupplyChain | None = None
    ext: SourceExt | None = None


class BidRequest(msgspec.Struct, frozen=True, gc=False):
    """§3.2.1. ``at`` 1 is a first-price auction, 2 a second-price one."""

    id: Annotated[str, msgspec.Meta(min_length=1)]
    imp: Annotated[tuple[Imp, ...], msgspec.Meta(min_length=1)]
    site: Site | None = None
    app: App | None = None
    device: Device | None = None
    user: User | None = None
    test: int = 0
    at: int = 2
    tmax: int | None = None
    wseat: tuple[str, ...] | None = None
    bseat: tuple[str, ...] | None = None
    allimps: int = 0
    cur: tuple[str, ...] | None = None
    wlang: tuple[str, ...] | None = None
    wlangb: tuple[str, ...] | None = None
    acat: tuple[str, ...] | None = None
    bcat: tuple[str, ...] | None = None
    cattax: int = 1
    badv: tuple[str, ...] | None = None
    bapp: tuple[str, ...] | None = None
    source: Source | None = None
    regs: Regs | None = None

    @property
    def supply_chain(self) -> SupplyChain | None:
        """The supply chain, from where 2.6 has it, else from where 2.5 has it."""
        source = self.source
        if source is None:
            return None
        if source.schain is not None:
            return source.schain
        return None if source.ext is None else source.ext.schain

    @property
    def gdpr(self) -> int | None:
        """Whether the GDPR applies; the core counts before the extension."""
        regs = self.regs
        if regs is None:
            return None
        if regs.gdpr is not None:
            return regs.gdpr
        return None if regs.ext is None else regs.ext.gdpr

    @property
    def consent(self) -> str | None:
        """The TC string; the core counts before the extension."""
        user = self.user
        if user is None:
            return None
        if user.consent is not None:
            return user.consent
        return None if user.ext is None else user.ext.consent


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_decoder = msgspec.json.Decoder(BidRequest)


def decode(body: bytes) -> BidRequest:
    """Read a bid request.

    Raises ``msgspec.DecodeError`` (or its ``ValidationError``) for what is malformed:
    no JSON, no id, no impression, two of one id, a needed field of the wrong type.
    """
    request = _decoder.decode(body)
    if len(request.imp) > 1:
        check_unlike(request.imp)
    return request


def check_unlike(imps: Sequence[_Named]) -> None:
    """Raise ``msgspec.ValidationError`` where two impressions have one id."""
    if len({imp.id for imp in imps}) < len(imps):
        raise msgspec.ValidationError("two impressions have one id")
