"""The parts that need no socket: requests, answers, routes."""

import gzip
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toile.edge.server import Request, Router, problem, response
from toile.edge.server.content import decoded
from toile.edge.server.refusal import RefusedError


def request(query: bytes = b"", **headers: bytes) -> Request:
    named = {name.encode(): value for name, value in headers.items()}
    return Request("GET", "/", query, named, "127.0.0.1")


@pytest.mark.parametrize(
    ("sent", "value"),
    [
        (b"tid=abc", "abc"),
        (b"a=b; tid=abc; c=d", "abc"),
        (b"a=b;tid=abc", "abc"),
        (b'tid="abc"', "abc"),
        (b"tid=", ""),
        (b"xtid=no; tid=abc", "abc"),
        (b"x=tid=no; tid=abc", "abc"),
        (b"xtid=no", None),
        (b"", None),
        (b"tid", None),
    ],
)
def test_a_cookie_is_found_by_its_whole_name(sent: bytes, value: str | None) -> None:
    assert request(cookie=sent).cookie("tid") == value


def test_no_cookie_header_means_no_cookie() -> None:
    assert request().cookie("tid") is None


@pytest.mark.parametrize(
    ("query", "value"),
    [
        (b"p=a", "a"),
        (b"q=1&p=a&p=b", "a"),
        (b"p=%C3%A9+%26", "é &"),
        (b"p", ""),
        (b"%70=a", "a"),
        (b"p=%FF%", "�%"),
        (b"q=p=a", None),
        (b"", None),
        (b"&&=x", None),
    ],
)
def test_a_parameter_is_decoded(query: bytes, value: str | None) -> None:
    assert request(query).param("p") == value


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_no_query_and_no_cookie_is_an_exception(query: bytes, cookie: bytes) -> None:
    odd = request(query, cookie=cookie)
    odd.param("p")
    odd.cookie("p")


def test_an_absent_header_is_empty() -> None:
    assert request(a=b"b").header(b"a") == b"b"
    assert request().header(b"a") == b""


def test_an_answer_is_complete() -> None:
    assert response(200, b"abc", headers=[(b"A", b"b")]) == (
        b"HTTP/1.1 200 OK\r\nA: b\r\nContent-Length: 3\r\n\r\nabc"
    )
    assert response(302) == b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"
    assert response(204) == b"HTTP/1.1 204 No Content\r\n\r\n"


@pytest.mark.parametrize(
    "header",
    [
        (b"Location", b"/a\r\nSet-Cookie: x=y"),
        (b"Location", b"/a\n"),
        (b"Location", b"\r"),
        (b"Location", b"\0"),
        (b"A\r\nB", b"c"),
    ],
)
def test_a_header_cannot_smuggle_another(header: tuple[bytes, bytes]) -> None:
    with pytest.raises(ValueError, match="line break"):
        response(302, headers=[header])


@pytest.mark.parametrize(("status", "body"), [(204, b"x"), (304, b"x"), (999, b"")])
def test_an_answer_that_http_forbids_is_not_made(status: int, body: bytes) -> None:
    with pytest.raises(ValueError, match=str(status)):
        response(status, body)


def test_a_problem_names_code_and_field() -> None:
    answer = problem(
        400, "No", "Because", code="bad", field="p", headers=[(b"A", b"b")]
    )
    assert b"Content-Type: application/problem+json\r\nA: b\r\n" in answer
    assert answer.endswith(
        b'{"status":400,"title":"No","detail":"Because","field":"p","code":"bad"}'
    )


def test_the_exact_path_wins_and_then_the_longest_prefix() -> None:
    router = Router()
    exact, short, long = (lambda r: b"1"), (lambda r: b"2"), (lambda r: b"3")
    router.add_prefix("GET", "/a/", short)
    router.add_prefix("GET", "/a/b/", long)
    router.add("GET", "/a/b/c", exact)
    assert router.find("GET", "/a/b/c") is exact
    assert router.find("GET", "/a/b/d") is long
    assert router.find("GET", "/a/d") is short
    assert router.find("HEAD", "/a/d") is short
    assert router.find("GET", "/b") is None
    assert router.find("POST", "/a/d") is None


def test_allowed_names_every_method_of_a_path() -> None:
    router = Router()
    for method in ("GET", "OPTIONS"):
        router.add(method, "/a", lambda request: b"")
    router.add_prefix("POST", "/p/", lambda request: b"")
    router.add_prefix("DELETE", "/p/", lambda request: b"")
    assert router.allowed("/a") == ["GET", "HEAD", "OPTIONS"]
    assert router.allowed("/p/x") == ["DELETE", "POST"]
    assert router.allowed("/b") == []


def test_a_route_is_given_only_once() -> None:
    router = Router()
    router.add("GET", "/a", lambda request: b"")
    with pytest.raises(ValueError, match="GET /a"):
        router.add("GET", "/a", lambda request: b"")


def test_a_gzip_bomb_is_never_unzipped_whole() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    tracemalloc.start()
    try:
        with pytest.raises(RefusedError, match="413"):
            decoded(bomb, b"gzip", 1_000_000)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()
