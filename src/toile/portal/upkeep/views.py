"""Are mails leaving, are jobs done? And the second try of what failed."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, seated
from toile.portal.jobs import selectors as jobs
from toile.portal.jobs.models import Job
from toile.portal.mail import selectors as mails
from toile.portal.mail.models import Mail
from toile.portal.ui.tables import list_rows
from toile.portal.upkeep import services
from toile.portal.upkeep.tables import MailFilters, Mails

_JOBS_SHOWN = 20
_OPERATOR = Organisation.Kind.OPERATOR


@require_safe
@seated(_OPERATOR)
def overview(request: HttpRequest, _seat: Seat) -> HttpResponse:
    """Show the outbox, the schedule, and the jobs that failed."""
    listing = list_rows(
        request, Mails, mails.mails(), filters=MailFilters, name="courriers"
    )
    if listing.file:
        return listing.file
    failed = [jobs.shown(one) for one in jobs.failed_jobs()[:_JOBS_SHOWN]]
    return render(
        request,
        "upkeep/overview.html",
        {
            "listing": listing,
            "mails": mails.counts(),
            "oldest_waiting": mails.oldest_waiting(),
            "jobs": jobs.counts(),
            "failed_jobs": failed,
            "beats": jobs.beats(),
            "no_server": not settings.TOILE.smtp,
        },
    )


@require_safe
@seated(_OPERATOR)
def mail(request: HttpRequest, _seat: Seat, mail_id: str) -> HttpResponse:
    """Show what became of a mail; what it says is between sender and reader."""
    found = get_object_or_404(Mail.objects.defer("text", "html"), id=mail_id)
    again = {Mail.State.FAILED, Mail.State.KEPT}
    may_send = found.state in again and found.emptied_at is None
    return render(request, "upkeep/mail.html", {"mail": found, "may_send": may_send})


@require_POST
@seated(_OPERATOR)
def send_again(request: HttpRequest, seat: Seat, mail_id: str) -> HttpResponse:
    """Give a mail a new chance."""
    found = get_object_or_404(Mail.objects.defer("text", "html"), id=mail_id)
    try:
        services.send_mail_again(found.id, seat.organisation, seat.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Le courrier repart."))
    return redirect("upkeep:mail", found.id)


@require_POST
@seated(_OPERATOR)
def retry_job(request: HttpRequest, seat: Seat, job_id: str) -> HttpResponse:
    """Do a job once more."""
    found = get_object_or_404(Job, id=job_id)
    try:
        services.retry_job(found.id, seat.organisation, seat.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("La tâche recommence."))
    return redirect("upkeep:overview")
