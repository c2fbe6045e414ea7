"""What the program ``toile jobs`` does for campaigns."""

from django.utils.translation import gettext_lazy as _

from toile.portal.campaigns.services import make_renditions
from toile.portal.campaigns.services.masters import RENDITIONS
from toile.portal.jobs.registry import Progress, job


@job(RENDITIONS, _("Déclinaisons d’une affiche ou d’une bande-annonce"), attempts=3)
def renditions(progress: Progress, master: str) -> None:
    """Make the renditions of a master, telling how far they are."""
    make_renditions(master, lambda part: progress.tell(int(part * 100), 100))
