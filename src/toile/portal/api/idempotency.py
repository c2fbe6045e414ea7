"""A POST that is sent twice is done once (draft-ietf-httpapi-idempotency-key-header).

The key is claimed and committed first, so that a second request sees the first one
under way (409). The deed and its answer are then written in one transaction: either
both are there or neither. A claim whose process died is taken over after a minute;
should its owner still live, its deed finds the claim gone and is undone.
"""

import datetime
import hashlib
import re
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from toile.portal.api import problems
from toile.portal.api.bearer import ApiRequest
from toile.portal.api.faults import problem_of
from toile.portal.api.models import KeptAnswer
from toile.portal.api.problems import Problem, ProblemCode
from toile.portal.tokens.models import ApiToken

HEADER = "Idempotency-Key"
KEY_PATTERN = "^[!-~]{1,255}$"
KEPT = datetime.timedelta(hours=24)
ABANDONED = datetime.timedelta(minutes=1)


def once(request: ApiRequest, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Act, or give the answer that was given to this key before."""
    key = request.headers.get(HEADER)
    if key is None:
        with transaction.atomic():
            return act()
    if not re.fullmatch(KEY_PATTERN[1:-1], key):
        raise Problem(
            ProblemCode.INVALID_REQUEST,
            _("Une clé d’idempotence a de 1 à 255 caractères visibles, sans espace."),
            errors={HEADER: [_("Un UUID convient bien.")]},
        )
    claim = _claim(request.auth.token, key, _fingerprint(request))
    if claim.status is not None:
        return HttpResponse(
            claim.body,
            status=claim.status,
            content_type=claim.content_type,
            headers={"Idempotency-Replayed": "true"},
        )
    return _act(claim, act)


def purge() -> int:
    """Forget the answers of more than a day ago; tells how many."""
    deleted, _by_model = _old().delete()
    return deleted


def _old() -> QuerySet[KeptAnswer]:
    return KeptAnswer.objects.filter(claimed_at__lt=timezone.now() - KEPT)


def _act(claim: KeptAnswer, act: Callable[[], HttpResponse]) -> HttpResponse:
    try:
        with transaction.atomic():
            answer = act()
            _keep(claim, answer)
    except Exception as error:
        problem = problem_of(error)
        if problem is None or problem.code is ProblemCode.UNDER_WAY:
            # A fault of ours leaves nothing behind: the same key may try again.
            KeptAnswer.objects.filter(pk=claim.pk, claimed_at=claim.claimed_at).delete()
            raise
        answer = problems.answer(problem)
        with transaction.atomic():
            _keep(claim, answer)
    return answer


def _keep(claim: KeptAnswer, answer: HttpResponse) -> None:
    kept = KeptAnswer.objects.filter(
        pk=claim.pk, claimed_at=claim.claimed_at, status__isnull=True
    ).update(
        status=answer.status_code,
        content_type=answer.headers["Content-Type"],
        body=answer.content.decode(),
    )
    if not kept:
        raise _under_way()


def _claim(token: ApiToken, key: str, fingerprint: str) -> KeptAnswer:
    # The clock forgets the old ones by the hour; the day ends on the minute.
    _old().filter(token=token, key=key).delete()
    try:
        with transaction.atomic():
            return KeptAnswer.objects.create(
                token=token, key=key, fingerprint=fingerprint
            )
    except IntegrityError:
        found = KeptAnswer.objects.get(token=token, key=key)
    if found.fingerprint != fingerprint:
        raise Problem(
            ProblemCode.KEY_REUSED,
            _("Cette clé a déjà servi pour une autre demande. Prenez-en une neuve."),
        )
    if found.status is None:
        _take_over(found)
    return found


def _take_over(claim: KeptAnswer) -> None:
    now = timezone.now()
    taken = KeptAnswer.objects.filter(
        pk=claim.pk,
        claimed_at=claim.claimed_at,
        claimed_at__lt=now - ABANDONED,
        status__isnull=True,
    ).update(claimed_at=now)
    if not taken:
        raise _under_way()
    claim.claimed_at = now


def _under_way() -> Problem:
    return Problem(
        ProblemCode.UNDER_WAY,
        _("La même demande est en cours. Attendez une seconde, puis renvoyez-la."),
        headers={"Retry-After": "1"},
    )


def _fingerprint(request: ApiRequest) -> str:
    """Hash what is asked; a form by its fields, for its boundary changes each time."""
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type != "multipart/form-data":
        digest.update(request.body)
        return digest.hexdigest()
    for name in sorted(request.POST):
        digest.update(repr((name, request.POST.getlist(name))).encode())
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            content = hashlib.sha256(file.read()).hexdigest()
            file.seek(0)
            digest.update(repr((name, file.name, content)).encode())
    return digest.hexdigest()
