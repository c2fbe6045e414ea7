"""The Transparency and Consent Framework: what a TC string allows one vendor.

``decode`` reads a string whole, ``glance`` for one vendor and quickly; ``vendors``
keeps the vendor list, ``legal`` weighs legal bases, ``permissions`` answers a bid
request.
Whatever is cut, overlong, malformed or of another version is a ``TcfRefusal``.
"""

from toile.consent.tcf.cmps import CmpList, CmpListRefusal, read_cmps
from toile.consent.tcf.decode import PublisherRestriction, TcString, decode
from toile.consent.tcf.glance import glance
from toile.consent.tcf.legal import LegalBases, granted
from toile.consent.tcf.memo import Memo
from toile.consent.tcf.names import FRENCH_NAMES, french_names
from toile.consent.tcf.permissions import (
    Permissions,
    Signals,
    Verdict,
    bid_permissions,
    permissions,
    string_permissions,
)
from toile.consent.tcf.purposes import purpose_mask
from toile.consent.tcf.refusals import TcfRefusal
from toile.consent.tcf.vendors import (
    ListRefusal,
    Registration,
    TakenList,
    Vendor,
    VendorList,
    bases_of,
    registered,
    registration,
    take_list,
)
from toile.consent.tcf.view import Restriction, VendorView

__all__ = [
    "FRENCH_NAMES",
    "CmpList",
    "CmpListRefusal",
    "LegalBases",
    "ListRefusal",
    "Memo",
    "Permissions",
    "PublisherRestriction",
    "Registration",
    "Restriction",
    "Signals",
    "TakenList",
    "TcString",
    "TcfRefusal",
    "Vendor",
    "VendorList",
    "VendorView",
    "Verdict",
    "bases_of",
    "bid_permissions",
    "decode",
    "french_names",
    "glance",
    "granted",
    "permissions",
    "purpose_mask",
    "read_cmps",
    "registered",
    "registration",
    "string_permissions",
    "take_list",
]
