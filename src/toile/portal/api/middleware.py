"""Under /api/ every refusal is a problem document, whoever gave it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from toile.portal.api import problems
from toile.portal.api.problems import Problem, by_status

PREFIX = "/api/"
_KEPT = ("Allow", "Retry-After", "WWW-Authenticate")


class ProblemDocuments:
    """Rewrites what Django and the limits answer in HTML, where a program asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the rest does, but in the API's own form."""
        answer = self._get_response(request)
        if not request.path_info.startswith(PREFIX) or answer.status_code < 400:
            return answer
        if answer.headers.get("Content-Type", "").startswith(problems.MEDIA_TYPE):
            return answer
        if settings.DEBUG and answer.status_code >= 500:
            return answer
        code = by_status(answer.status_code)
        kept = {name: answer[name] for name in _KEPT if name in answer.headers}
        return problems.answer(Problem(code, _detail(code.status), headers=kept))


def _detail(status: int) -> str:
    return {
        404: _("Rien ici ne porte cette adresse. Voyez /api/v1/docs."),
        405: _("Cette adresse ne connaît pas cette méthode : voyez « Allow »."),
        411: _("Annoncez la longueur du corps : « Content-Length »."),
        413: _("Le corps dépasse ce qui se reçoit à cette adresse."),
        500: _("Réessayez dans un instant ; si cela dure, prévenez l’opérateur."),
    }.get(status, "")
