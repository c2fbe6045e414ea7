"""A bid request in outline: where it is from, and what is asked for at least.

Most requests are for pages that nobody buys on, or above what anybody pays. To tell, a
few fields suffice, and skipping the others costs half of what reading them does.
"""

from typing import Annotated

import msgspec

from toile.wire.openrtb.request import check_unlike


class PmpOutline(msgspec.Struct, frozen=True, gc=False):
    """§3.2.11, read only to know that there are deals."""


class ImpOutline(msgspec.Struct, frozen=True, gc=False):
    """§3.2.4. The floor is per 1000 impressions, in ``bidfloorcur``."""

    id: Annotated[str, msgspec.Meta(min_length=1)]
    pmp: PmpOutline | None = None
    bidfloor: float = 0.0
    bidfloorcur: str = "USD"


class SiteOutline(msgspec.Struct, frozen=True, gc=False):
    """§3.2.13."""

    domain: str | None = None
    page: str | None = None


class Outline(msgspec.Struct, frozen=True, gc=False):
    """§3.2.1."""

    id: Annotated[str, msgspec.Meta(min_length=1)]
    imp: Annotated[tuple[ImpOutline, ...], msgspec.Meta(min_length=1)]
    site: SiteOutline | None = None
    test: int = 0


_decoder = msgspec.json.Decoder(Outline)


def outline(body: bytes) -> Outline:
    """Read a bid request in outline; raises as ``decode`` does, for these fields.

    What is not read is only known to be JSON.
    """
    read = _decoder.decode(body)
    if len(read.imp) > 1:
        check_unlike(read.imp)
    return read
