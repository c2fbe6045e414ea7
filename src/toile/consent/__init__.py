"""What may be done, for whom, and why not. Pure: no I/O, no clock.

``refusals`` names every no, ``purposes`` says which purposes each deed needs,
``record`` how long a yes holds, ``tools`` which tools ask, ``claims`` whether a yes
that they tell of is believed, ``decide`` answers for our own doors. ``tcf`` and ``gpp``
read what a bid request says. Doubt means no (DESIGN §5, rule 6).
"""

from toile.consent.claims import OWN_TEXTS, disbelieved
from toile.consent.decide import may_collect, may_target
from toile.consent.record import LIFETIME_MS, LIFETIME_SECONDS, expires_ms
from toile.consent.refusals import ConsentRefusal
from toile.consent.tcf import (
    FRENCH_NAMES,
    Memo,
    Permissions,
    Registration,
    Signals,
    TcfRefusal,
    TcString,
    VendorList,
    Verdict,
    bid_permissions,
    decode,
    french_names,
    permissions,
    registration,
    take_list,
)
from toile.consent.tools import CONSENT_TOOLS, OTHER_TOOL, counted_tool, declared_tool

__all__ = [
    "CONSENT_TOOLS",
    "FRENCH_NAMES",
    "LIFETIME_MS",
    "LIFETIME_SECONDS",
    "OTHER_TOOL",
    "OWN_TEXTS",
    "ConsentRefusal",
    "Memo",
    "Permissions",
    "Registration",
    "Signals",
    "TcString",
    "TcfRefusal",
    "VendorList",
    "Verdict",
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
    "registration",
    "take_list",
]
