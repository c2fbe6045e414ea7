"""Setting papers that nobody has asked for yet, so that a month is at hand at once."""

from django.utils.translation import gettext_lazy as _

from toile.portal.invoices.models import Invoice
from toile.portal.invoices.services.papers import keep_paper
from toile.portal.jobs.registry import Progress, job

PAPERS = "invoices.papers"


@job(PAPERS, _("Mise en page des factures"))
def set_papers(progress: Progress) -> None:
    """Set each invoice that has no paper; each is kept as soon as it is set."""
    waiting = list(Invoice.objects.filter(paper__isnull=True).order_by("issued_at"))
    for done, one in enumerate(waiting):
        progress.tell(done, len(waiting))
        keep_paper(one)
