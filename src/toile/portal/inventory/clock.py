"""What the inventory does by the clock: it reads the ads.txt files, early each day."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from toile.portal.inventory.services import READ_ADS_TXT, read_all
from toile.portal.jobs.registry import Progress, job
from toile.portal.jobs.schedule import daily, schedule
from toile.portal.jobs.services import enqueue


@job(READ_ADS_TXT, _("Lecture des ads.txt"))
def read_ads_txt(progress: Progress) -> None:
    """Read them all; done again, it reads them again."""
    read_all(progress.tell)
    progress.show(reverse("inventory:ads_txt"))


def ask_to_read() -> None:
    """Ask for it: a server that is slow may take half a minute of each."""
    enqueue(READ_ADS_TXT, alone=True)


schedule(READ_ADS_TXT, daily(4, 10), ask_to_read)
