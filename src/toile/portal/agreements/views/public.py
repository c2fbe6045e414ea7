"""What anybody may open: the joint controllers' arrangement, checking a paper."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from toile.portal.accounts.selectors import controllers
from toile.portal.agreements.forms import VerifyForm
from toile.portal.agreements.models import Paper, SealCertificate
from toile.portal.agreements.sealing import judge
from toile.portal.agreements.sealing.judging import MOST_BYTES, State, Verdict
from toile.portal.agreements.selectors import in_force
from toile.portal.agreements.texts import joint_arrangement
from toile.portal.agreements.views.turns import INVALID
from toile.wire.clock import now_ms, paris_date


@require_safe
def joint(request: HttpRequest) -> HttpResponse:
    """Publish the essence of the article 26 arrangement to spectators."""
    given = {
        "text": joint_arrangement(paris_date(now_ms())),
        "controllers": controllers(),
    }
    return render(request, "agreements/joint.html", given)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Say whether a paper was sealed here and stayed as it was; keep nothing of it."""
    if request.method != "POST":
        return render(request, "agreements/verify.html", {"form": VerifyForm()})
    form = VerifyForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "agreements/verify.html", {"form": form}, status=INVALID)
    content = form.cleaned_data["paper"].read(MOST_BYTES + 1)
    given = {"form": VerifyForm(), **judged(content)}
    return render(request, "agreements/verify.html", given)


def judged(content: bytes) -> dict[str, object]:
    """Judge a file, and find the agreement whose paper it is, byte for byte."""
    digest = hashlib.sha256(content).hexdigest()
    certificates = SealCertificate.objects.values_list("certificate", flat=True)
    verdict: Verdict = judge(content, [bytes(one) for one in certificates])
    known = Paper.objects.filter(sha256=digest).select_related("agreement").first()
    agreement = known.agreement if known and verdict.state == State.VALID else None
    return {
        "verdict": verdict,
        "digest": digest,
        "agreement": agreement,
        "is_last": agreement is not None
        and agreement.papers.order_by("-made_at", "-id").first() == known,
        "in_force": agreement is not None
        and in_force(paris_date(now_ms())).filter(pk=agreement.pk).exists(),
    }
