"""The check as a job, and what the clock asks of it."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.models import User
from toile.portal.cinemas.models import Site
from toile.portal.jobs.registry import JobError, Progress, job
from toile.portal.jobs.schedule import daily, every, schedule
from toile.portal.sitechecks.selectors import due
from toile.portal.sitechecks.services import CHECK, ask, forget_old, look_at

EVERY_SECONDS = 600


@job(CHECK, _("Vérification d’un site"), attempts=2)
def check(progress: Progress, site: str, by: str = "") -> None:
    """Check a site; done again, it is checked again."""
    found = Site.objects.select_related("cinema__organisation").filter(pk=site).first()
    if found is None:
        raise JobError(str(_("Ce site n’existe plus.")))
    asked = User.objects.filter(pk=by).first() if by else None
    made = look_at(found, progress, asked)
    progress.show(reverse("sitechecks:check", args=[made.pk]))


def ask_for_those_due() -> int:
    """Ask for the checks whose turn it is; tell how many."""
    now = timezone.now()
    sites = due(now, timezone.localdate(now))
    for site in sites:
        ask(site)
    return len(sites)


schedule("sitechecks.due", every(EVERY_SECONDS), ask_for_those_due)
schedule("sitechecks.forget", daily(3, 40), forget_old)
