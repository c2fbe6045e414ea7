"""The router of an app's ``api.py``: ``reads`` and ``writes`` state who may call.

A view gives back a ``Told`` (or a ``Page`` of them, or an answer of its own); its
address, scope, kinds and shape stand in the decorator, and so in the document.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast, get_type_hints
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import BaseModel

from toile.portal.api.bearer import FILES, JSON, ApiRequest, Needs
from toile.portal.api.idempotency import once
from toile.portal.api.paging import Page
from toile.portal.api.problems import Problem, ProblemCode
from toile.portal.api.shapes import Asked
from toile.portal.tokens.scopes import Scope

View = Callable[..., BaseModel | HttpResponse]
Shape = type[BaseModel] | None


class ApiRouter(Router):
    """Operations of one app."""

    def __init__(self, tag: str) -> None:
        super().__init__(tags=[tag])

    def reads(
        self,
        path: str,
        scope: Scope | None,
        *kinds: str,
        gives: Shape,
        files: tuple[str, ...] = (),
    ) -> Callable[[View], View]:
        """Add a GET: ``gives`` is what it answers, or ``files``: of these types."""
        content = {
            one: {"schema": {"type": "string", "format": "binary"}} for one in files
        }
        extra = {"responses": {200: {"content": content}}} if files else None

        def decorate(view: View) -> View:
            known = _query_names(view)

            @wraps(view)
            def answered(
                request: ApiRequest, *args: object, **kwargs: object
            ) -> HttpResponse:
                _refuse_unknown(request, known)
                return _answer(request, view(request, *args, **kwargs), 200)

            self.get(
                path,
                auth=Needs(scope, *kinds),
                response=gives,
                openapi_extra=extra,
                operation_id=view.__name__,
                url_name=view.__name__,
            )(answered)
            return view

        return decorate

    def writes(
        self,
        path: str,
        scope: Scope,
        *kinds: str,
        gives: Shape,
        status: int = 201,
        method: str = "POST",
        takes: str = JSON,
    ) -> Callable[[View], View]:
        """Add a change: a POST may carry an idempotency key and is then done once."""

        def decorate(view: View) -> View:
            @wraps(view)
            def answered(
                request: ApiRequest, *args: object, **kwargs: object
            ) -> HttpResponse:
                _refuse_unknown(request, set())
                return once(
                    request,
                    lambda: _answer(request, view(request, *args, **kwargs), status),
                )

            self.api_operation(
                [method],
                path,
                auth=Needs(scope, *kinds, changes=True, takes=takes),
                response={status: gives},
                operation_id=view.__name__,
                url_name=view.__name__,
            )(answered)
            return view

        return decorate


__all__ = ["FILES", "JSON", "ApiRouter"]


def _answer(
    request: ApiRequest, result: BaseModel | HttpResponse, status: int
) -> HttpResponse:
    if isinstance(result, HttpResponse):
        return result
    answer = HttpResponse(
        result.model_dump_json(),
        status=status,
        content_type=JSON,
        headers={"Cache-Control": "no-store"},
    )
    if isinstance(result, Page) and result.next:
        answer["Link"] = f'<{_next_page(request, result.next)}>; rel="next"'
    return answer


def _next_page(request: HttpRequest, after: str) -> str:
    query = urlencode({**request.GET.dict(), "after": after})
    return f"{request.build_absolute_uri(request.path)}?{query}"


def _query_names(view: Callable[..., Any]) -> set[str]:
    hints = get_type_hints(view).values()
    shapes = [one for one in hints if isinstance(one, type) and issubclass(one, Asked)]
    return {name for shape in shapes for name in cast("Any", shape).model_fields}


def _refuse_unknown(request: HttpRequest, known: set[str]) -> None:
    """A filter with a slip of the pen must not silently ask for everything."""
    unknown = sorted(set(request.GET) - known)
    if unknown:
        raise Problem(
            ProblemCode.INVALID_REQUEST,
            _("Paramètres inconnus : retirez-les ou corrigez leur nom."),
            errors={name: [_("Paramètre inconnu.")] for name in unknown},
        )
