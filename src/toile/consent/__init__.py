"""What may be done, for whom, and why not. Pure: no I/O, no clock.

``refusals`` names every no, ``purposes`` says which purposes each deed needs,
``record`` how long a yes holds, ``decide`` answers. Doubt means no (DESIGN §5, rule 6).
"""

from toile.consent.decide import may_collect, may_target
from toile.consent.record import LIFETIME_MS, LIFETIME_SECONDS, expires_ms
from toile.consent.refusals import ConsentRefusal

__all__ = [
    "LIFETIME_MS",
    "LIFETIME_SECONDS",
    "ConsentRefusal",
    "expires_ms",
    "may_collect",
    "may_target",
]
