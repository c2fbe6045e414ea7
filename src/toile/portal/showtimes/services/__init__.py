"""All changes to the programme: imports, whose films it names, the union's switch."""

from toile.portal.showtimes.services.imports import (
    AlreadyRunningError,
    import_programme,
)
from toile.portal.showtimes.services.matches import confirm, judge_all, reject
from toile.portal.showtimes.services.switch import switch

__all__ = [
    "AlreadyRunningError",
    "confirm",
    "import_programme",
    "judge_all",
    "reject",
    "switch",
]
