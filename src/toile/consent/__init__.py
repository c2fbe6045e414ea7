"""What may be done, for whom, and why not. Pure: no I/O, no clock.

``refusals`` names every no, ``purposes`` says which purposes each deed needs,
``record`` how long a yes holds, ``tools`` which tools ask, ``claims`` whether a yes
that they tell of is believed, ``decide`` answers for our own doors. ``tcf`` and ``gpp``
read what a bid request says. Doubt means no (DESIGN §5, rule 6).
"""

from toile.consent.claims import OWN_TEXTS, disbelieved
from toile.consent.decide import may_collect, may_target
from toile.consent.purposes import ASKED
from toile.consent.record import LIFETIME_MS, LIFETIME_SECONDS, expires_ms
from toile.consent.refusals import ConsentRefusal
from toile.consent.tcf import (
    FRENCH_NAMES,
    CmpList,
    LegalBases,
    ListRefusal,
    Memo,
    Permissions,
    Registration,
    Signals,
    TcfRefusal,
    TcString,
    Vendor,
    VendorList,
    Verdict,
    bases_of,
    bid_permissions,
    decode,
    french_names,
    permissions,
    read_cmps,
    registered,
    registration,
    take_list,
)
from toile.consent.tools import CONSENT_TOOLS, OTHER_TOOL, counted_tool, declared_tool

__all__ = [
    "ASKED",
    "CONSENT_TOOLS",
    "FRENCH_NAMES",
    "LIFETIME_MS",
    "LIFETIME_SECONDS",
    "OTHER_TOOL",
    "OWN_TEXTS",
    "CmpList",
    "ConsentRefusal",
    "LegalBases",
    "ListRefusal",
    "Memo",
    "Permissions",
    "Registration",
    "Signals",
    "TcString",
    "TcfRefusal",
    "Vendor",
    "VendorList",
    "Verdict",
    "bases_of",
    "bid_permissions",
    "counted_tool",
    "declared_tool",
    "decode",
    "disbelieved",
    "expires_ms",
    "french_names",
    "may_collect",
    "may_target",
    "permissions",
    "read_cmps",
    "registered",
    "registration",
    "take_list",
]
