"""Problem documents (RFC 9457): what went wrong, told to a program.

``code`` is what a program may rely on; ``title`` and ``detail`` are for people, in the
language that they accept. ``errors`` names each field that will not do.
"""

import json
from collections.abc import Mapping
from enum import Enum
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MEDIA_TYPE = "application/problem+json"

Words = str | Promise


class ProblemCode(Enum):
    """Every way in which a request can fail: code, status, title."""

    INVALID_REQUEST = ("invalid-request", 400, _("La demande se lit mal"))
    INVALID_TOKEN = ("invalid-token", 401, _("Jeton absent ou sans valeur"))
    INSUFFICIENT_SCOPE = ("insufficient-scope", 403, _("Ce droit manque au jeton"))
    OTHER_KIND = ("other-kind", 403, _("Réservé à une autre organisation"))
    READ_ONLY_ROLE = ("read-only-role", 403, _("Rôle en lecture seule"))
    FORBIDDEN = ("forbidden", 403, _("Interdit"))
    NOT_FOUND = ("not-found", 404, _("Introuvable"))
    METHOD_NOT_ALLOWED = ("method-not-allowed", 405, _("Méthode refusée"))
    CONFLICT = ("conflict", 409, _("Conflit"))
    UNDER_WAY = ("request-under-way", 409, _("Demande déjà en cours"))
    LENGTH_REQUIRED = ("length-required", 411, _("Longueur non annoncée"))
    TOO_LARGE = ("too-large", 413, _("Envoi trop lourd"))
    UNSUPPORTED_MEDIA_TYPE = (
        "unsupported-media-type",
        415,
        _("Format d’envoi inconnu"),
    )
    REFUSED = ("refused", 422, _("Demande refusée"))
    KEY_REUSED = ("idempotency-key-reused", 422, _("Clé d’idempotence déjà prise"))
    TOO_MANY_REQUESTS = ("too-many-requests", 429, _("Trop de demandes"))
    SERVER_ERROR = ("server-error", 500, _("Erreur de notre côté"))

    def __init__(self, code: str, status: int, title: Words) -> None:
        self.code = code
        self.status = status
        self.title = title


class Problem(Exception):  # noqa: N818 - RFC 9457's word
    """Ends an operation with a problem document."""

    def __init__(
        self,
        code: ProblemCode,
        detail: Words = "",
        *,
        errors: Mapping[str, list[str]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail
        self.errors = errors
        self.headers = headers


def answer(problem: Problem) -> HttpResponse:
    """Write a problem as the answer to a request."""
    code = problem.code
    document: dict[str, Any] = {
        "type": f"{settings.TOILE.portal_url}/api/v1/docs#{code.code}",
        "title": str(code.title),
        "status": code.status,
        "detail": str(problem.detail or code.title),
        "code": code.code,
    }
    if problem.errors:
        document["errors"] = dict(problem.errors)
    return HttpResponse(
        json.dumps(document, ensure_ascii=False),
        status=code.status,
        content_type=MEDIA_TYPE,
        headers={"Cache-Control": "no-store", **(problem.headers or {})},
    )


def by_status(status: int) -> ProblemCode:
    """Find the plain problem of a status; one that is not listed is the server's."""
    plain = {
        400: ProblemCode.INVALID_REQUEST,
        403: ProblemCode.FORBIDDEN,
        422: ProblemCode.REFUSED,
    }
    first = {code.status: code for code in reversed(ProblemCode)}
    return plain.get(status) or first.get(status, ProblemCode.SERVER_ERROR)
