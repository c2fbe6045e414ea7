"""What is done by the clock: the lists are looked at each day, and read when due.

The vendor list comes out on Thursdays at 17:00 (SPECS §2.3); what its server
calls fresh is not asked for, what failed is tried again the next day.
"""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from toile.portal.jobs.registry import Progress, job
from toile.portal.jobs.schedule import daily, schedule
from toile.portal.jobs.services import enqueue
from toile.portal.vendors.services import READ_LISTS, read_lists


@job(READ_LISTS, _("Lecture des listes de l’IAB"))
def read(progress: Progress, *, anyway: bool = False) -> None:
    """Read them; done again, it reads them again."""
    toile = settings.TOILE
    if toile.gvl and toile.cmp_list:
        read_lists(toile.gvl, toile.cmp_list, toile.tcf_vendor, anyway=anyway)
    progress.show(reverse("vendors:lists"))


def ask_to_read() -> None:
    """Ask for it, if we are on the list: nobody else needs it."""
    if settings.TOILE.tcf_vendor:
        enqueue(READ_LISTS, alone=True)


schedule(READ_LISTS, daily(18, 20), ask_to_read)
