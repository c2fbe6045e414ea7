"""From exceptions to problems: one translation for services, shapes and Django."""

from typing import Any

from django.core.exceptions import (
    NON_FIELD_ERRORS,
    ObjectDoesNotExist,
    PermissionDenied,
    SuspiciousOperation,
    ValidationError,
)
from django.db import IntegrityError
from django.http import Http404
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as ShapeError

from toile.portal.api.problems import Problem, ProblemCode
from toile.portal.api.shapes import RULE
from toile.portal.api.wording import worded


def problem_of(error: Exception) -> Problem | None:
    """Tell which problem an exception is; ``None`` means a fault of ours."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, ValidationError):
        return _refused(error)
    if isinstance(error, ShapeError):
        return _misshapen(error)
    if isinstance(error, Http404 | ObjectDoesNotExist):
        return Problem(ProblemCode.NOT_FOUND, _("Rien ici ne porte cette adresse."))
    if isinstance(error, PermissionDenied):
        return Problem(ProblemCode.FORBIDDEN, str(error))
    if isinstance(error, AuthenticationError):
        return no_token()
    if isinstance(error, IntegrityError):
        # Two requests at once: the database let one of them in.
        return Problem(
            ProblemCode.CONFLICT,
            _("Une autre demande vient de changer la même chose. Relisez, réessayez."),
        )
    if isinstance(error, HttpError | MultiPartParserError | SuspiciousOperation):
        return Problem(
            ProblemCode.INVALID_REQUEST,
            _("Le corps de la demande se lit mal : vérifiez son format."),
        )
    return None


def no_token(detail: str = "", error: str = "") -> Problem:
    """Ask for a token, as RFC 6750 §3 has it."""
    asked = f', error="{error}"' if error else ""
    return Problem(
        ProblemCode.INVALID_TOKEN,
        detail or _("Envoyez votre jeton : « Authorization: Bearer toile_… »."),
        headers={"WWW-Authenticate": f'Bearer realm="toile"{asked}'},
    )


def _refused(error: ValidationError) -> Problem:
    fields: dict[str, list[str]] = {}
    if hasattr(error, "error_dict"):
        fields = {name: list(told) for name, told in error.message_dict.items()}
    general = fields.pop(NON_FIELD_ERRORS, [])
    if not fields and not general:
        general = list(error.messages)
    detail = " ".join(general) or _("Corrigez les champs nommés, puis réessayez.")
    return Problem(ProblemCode.REFUSED, detail, errors=fields)


def _misshapen(error: ShapeError) -> Problem:
    if any(one["loc"][0] == "path" for one in error.errors):
        # An address that cannot be anybody's leads nowhere.
        return Problem(ProblemCode.NOT_FOUND, _("Rien ici ne porte cette adresse."))
    fields: dict[str, list[str]] = {}
    for one in error.errors:
        fields.setdefault(_name(one), []).append(worded(one))
    rules = all(one["type"] == RULE for one in error.errors)
    return Problem(
        ProblemCode.REFUSED if rules else ProblemCode.INVALID_REQUEST,
        _("Corrigez les champs nommés, puis réessayez."),
        errors=fields,
    )


def _name(one: dict[str, Any]) -> str:
    """Name a field as the caller wrote it: without where it stood, nor our words."""
    steps = [str(step) for step in one["loc"][1:]]
    # A body has one shape; the name that the operation gives it is ours.
    if one["loc"][0] == "body" and len(steps) > 1:
        steps = steps[1:]
    return ".".join(steps) or str(one["loc"][0])
