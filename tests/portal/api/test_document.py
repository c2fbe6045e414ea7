"""The document is what the portal promises to programs; its page shows all of it."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from toile.portal.api.document import listed
from toile.portal.api.problems import ProblemCode
from toile.portal.project.api import openapi
from toile.portal.tokens.scopes import OFFERED, Scope

MAKE = Path(__file__).parent / "golden" / "make.py"


def test_the_document_changes_only_on_purpose() -> None:
    spec = spec_from_file_location("make", MAKE)
    assert spec
    assert spec.loader
    make = module_from_spec(spec)
    spec.loader.exec_module(make)
    text = "run `python tests/portal/api/golden/make.py` and review its diff"
    assert make.written() == make.FILE.read_text(encoding="utf-8"), text


def test_the_document_is_openapi_3_1_in_english(client: Client) -> None:
    answer = client.get("/api/v1/openapi.json")
    assert answer.headers["Content-Type"] == "application/json"
    document = answer.json()
    assert document["openapi"] == "3.1.0"
    for path, method, operation in listed(document):
        assert path.startswith("/api/v1/")
        assert operation["summary"].isascii(), (method, path)
        assert not operation["summary"].endswith(".")


def test_every_operation_says_what_it_wants_and_how_it_refuses() -> None:
    for path, method, operation in listed(openapi()):
        ((name, scopes),) = operation["security"][0].items()
        assert name == "token"
        assert scopes or path.endswith("/me")
        assert {"401", "403", "429"} <= set(operation["responses"])
        names = {one["name"] for one in operation["parameters"]}
        assert ("Idempotency-Key" in names) == (method == "post")


def test_who_may_call_an_operation_is_offered_its_scope() -> None:
    used = set()
    for path, _method, operation in listed(openapi()):
        for code in operation["security"][0]["token"]:
            used.add(code)
            for kind in operation["x-kinds"]:
                assert Scope(code) in OFFERED[kind], (path, kind)
    assert used == set(Scope.values)


def test_the_page_shows_every_operation_and_every_problem(client: Client) -> None:
    page = client.get("/api/v1/docs").content.decode()
    for path, _method, operation in listed(openapi()):
        assert f'id="{operation["operationId"]}"' in page
        assert path in page
    for problem in ProblemCode:
        assert f'id="{problem.code}"' in page
    assert "<script>" not in page
    assert " style=" not in page


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_what_is_nowhere_is_a_problem_document(client: Client, accept: str) -> None:
    answer: Any = client.get("/api/v1/nowhere", headers={"Accept": accept})
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "not-found"
    assert client.get("/nowhere").headers["Content-Type"].startswith("text/html")
