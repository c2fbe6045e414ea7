"""OpenRTB 2.6 as Toile reads and writes it: bid requests, bid responses, native ads.

Read by the ads wing's bidder, written by the demo's exchange and the bench; Prebid.js
speaks it from the browser. Only the fields that a decision or a rule needs are here:
receivers must tolerate unknown fields and values (OpenRTB 2.6, readme), and skipping is
cheaper than reading. Section numbers are those of the specification of June 2026.
"""

from toile.wire.openrtb.context import (
    App,
    Content,
    Data,
    Device,
    Geo,
    Publisher,
    Regs,
    RegsExt,
    Segment,
    Site,
    User,
    UserExt,
)
from toile.wire.openrtb.imp import (
    Audio,
    Banner,
    Deal,
    DurFloor,
    Format,
    Imp,
    Native,
    Pmp,
    Video,
)
from toile.wire.openrtb.outline import ImpOutline, Outline, SiteOutline, outline
from toile.wire.openrtb.request import BidRequest, Source, decode
from toile.wire.openrtb.response import Bid, BidResponse, Dsa, SeatBid
from toile.wire.openrtb.supply_chain import SupplyChain, SupplyNode

__all__ = [
    "App",
    "Audio",
    "Banner",
    "Bid",
    "BidRequest",
    "BidResponse",
    "Content",
    "Data",
    "Deal",
    "Device",
    "Dsa",
    "DurFloor",
    "Format",
    "Geo",
    "Imp",
    "ImpOutline",
    "Native",
    "Outline",
    "Pmp",
    "Publisher",
    "Regs",
    "RegsExt",
    "SeatBid",
    "Segment",
    "Site",
    "SiteOutline",
    "Source",
    "SupplyChain",
    "SupplyNode",
    "User",
    "UserExt",
    "Video",
    "decode",
    "outline",
]
