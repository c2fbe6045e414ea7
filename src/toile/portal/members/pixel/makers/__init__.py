"""How lines are placed, by what a site is made with (SPECS §9.2).

One source for the portal's tutorials, the mails to suppliers and docs/tutorial/makers.
"""

from toile.portal.members.pixel.makers.made_with import (
    OTHER,
    Maker,
    Picture,
    TutorialStep,
)
from toile.portal.members.pixel.makers.self_made import SELF_MADE
from toile.portal.members.pixel.makers.suppliers import SUPPLIERS

WORDPRESS, TAG_MANAGER = "wordpress", "gtm"
MAKERS: dict[str, Maker] = {**SELF_MADE, **SUPPLIERS}
# "Other" is the last answer, not the first that fits.
MAKERS[OTHER] = MAKERS.pop(OTHER)
DEFAULT_MAKER = OTHER

__all__ = [
    "DEFAULT_MAKER",
    "MAKERS",
    "OTHER",
    "TAG_MANAGER",
    "WORDPRESS",
    "Maker",
    "Picture",
    "TutorialStep",
]
