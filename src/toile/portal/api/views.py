"""The document of the API: as it is, and as a page."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from toile.portal.api.problems import ProblemCode
from toile.portal.api.reference import marked, told_by_tag

Document = Callable[[], dict[str, Any]]


@require_safe
def openapi(_request: HttpRequest, document: Document) -> HttpResponse:
    """Give the OpenAPI document."""
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False})


@require_safe
def reference(request: HttpRequest, document: Document) -> HttpResponse:
    """Show every operation with a command that calls it, and every problem."""
    written = document()
    return render(
        request,
        "api/reference.html",
        {
            "tags": told_by_tag(written),
            "about": [
                marked(text) for text in written["info"]["description"].split("\n\n")
            ],
            "problems": list(ProblemCode),
        },
    )
