"""What is done by the clock: written exports are emptied after a week."""

from django.utils import timezone

from toile.portal.jobs.schedule import daily, schedule
from toile.portal.proofs.services import drop_old_exports


def drop_exports() -> None:
    """Empty the old ones."""
    drop_old_exports(timezone.now())


schedule("proofs.drop_exports", daily(3, 40), drop_exports)
