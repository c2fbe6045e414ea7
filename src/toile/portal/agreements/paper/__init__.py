"""An agreement on paper: PDF/A-2a and PDF/UA-1, the same bytes for the same words."""

from toile.portal.agreements.paper.setting import (
    Proof,
    Sheet,
    french_day,
    to_pdf,
    to_pictures,
)

__all__ = ["Proof", "Sheet", "french_day", "to_pdf", "to_pictures"]
