"""What may be done, for whom, and why not. Pure: no I/O, no clock.

``refusals`` names every no, ``purposes`` says which purposes each deed needs,
``record`` how long a yes holds, ``tools`` which tools ask, ``decide`` answers. Doubt
means no (DESIGN §5, rule 6).
"""

from toile.consent.decide import may_collect, may_target
from toile.consent.record import LIFETIME_MS, LIFETIME_SECONDS, expires_ms
from toile.consent.refusals import ConsentRefusal
from toile.consent.tools import CONSENT_TOOLS, OTHER_TOOL, counted_tool

__all__ = [
    "CONSENT_TOOLS",
    "LIFETIME_MS",
    "LIFETIME_SECONDS",
    "OTHER_TOOL",
    "ConsentRefusal",
    "counted_tool",
    "expires_ms",
    "may_collect",
    "may_target",
]
