"""A job's progress, as a page and as the part of one; and its retry."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from toile.portal.jobs import services
from toile.portal.jobs.models import Job
from toile.portal.jobs.selectors import shown


@require_safe
@login_required
@vary_on_headers("HX-Request")
def job(request: HttpRequest, job_id: str) -> HttpResponse:
    """Show how far a job is: to htmx the part alone, to others a page around it."""
    found = get_object_or_404(Job, id=job_id, owner_id=request.user.pk)
    alone = request.headers.get("HX-Request") == "true"
    template = "jobs/progress.html" if alone else "jobs/job.html"
    answer = render(request, template, {"job": shown(found)})
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@login_required
def retry(request: HttpRequest, job_id: str) -> HttpResponse:
    """Do a failed job once more."""
    found = get_object_or_404(Job, id=job_id, owner_id=request.user.pk)
    try:
        services.retry(found.id)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("jobs:job", found.id)
