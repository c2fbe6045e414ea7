"""Limits: each way to ask too much, or to ask it wrongly, has its own status."""

import asyncio
import gzip
from typing import Any

import pytest

HEAD = b"GET / HTTP/1.1\r\nHost: x\r\n"
POST = b"POST /echo HTTP/1.1\r\nHost: x\r\n"
BOMB = gzip.compress(b"\0" * 1_000_000)


def sized(body: bytes, *lines: bytes) -> bytes:
    head = b"".join(line + b"\r\n" for line in lines)
    return POST + head + b"Content-Length: %d\r\n\r\n" % len(body) + body


@pytest.fixture
def status_of(run: Any, serving: Any, exchange: Any) -> Any:
    """Send bytes; the status and the whole answer, which must end the connection."""

    def send(data: bytes, **limits: Any) -> tuple[int, bytes]:
        answers: list[bytes] = []

        async def scene() -> None:
            async with serving(**limits) as world:
                answers.append(await exchange(world.port, data))
                assert world.refused == [int(answers[0][9:12])]

        run(scene())
        return int(answers[0][9:12]), answers[0]

    return send


@pytest.mark.parametrize(
    ("status", "data"),
    [
        pytest.param(400, b"GET / HTTP/1.1\r\n\r\n", id="no-host"),
        pytest.param(400, HEAD + b"Host: y\r\n\r\n", id="two-hosts"),
        pytest.param(400, HEAD + b"A: b\r\n c\r\n\r\n", id="obs-fold"),
        pytest.param(400, HEAD + b"A: b\0c\r\n\r\n", id="nul-in-a-value"),
        pytest.param(400, HEAD + b"A b: c\r\n\r\n", id="space-in-a-name"),
        pytest.param(400, HEAD + b"A : c\r\n\r\n", id="space-before-the-colon"),
        pytest.param(400, b"GET / HTTP/1.1\nHost: x\n\n", id="bare-line-feeds"),
        pytest.param(400, b"\x16\x03\x01\x02\x00\x01\x00", id="tls"),
        pytest.param(400, b"GET a/b HTTP/1.1\r\nHost: x\r\n\r\n", id="relative"),
        pytest.param(400, b"GET ftp://a/b HTTP/1.1\r\nHost: x\r\n\r\n", id="ftp"),
        pytest.param(
            400,
            POST + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            id="length-and-chunked",
        ),
        pytest.param(
            400,
            POST + b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
            id="chunked-and-length",
        ),
        pytest.param(
            400,
            POST + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
            id="two-lengths",
        ),
        pytest.param(400, POST + b"Content-Length: -1\r\n\r\n", id="bad-length"),
        pytest.param(
            400, POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", id="bad-chunk"
        ),
        pytest.param(
            400,
            b"POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            id="chunked-in-1.0",
        ),
        pytest.param(400, sized(b"no", b"Content-Encoding: gzip"), id="not-gzip"),
        pytest.param(
            400, sized(BOMB[:9], b"Content-Encoding: gzip"), id="gzip-cut-short"
        ),
        pytest.param(415, sized(b"abc", b"Content-Encoding: br"), id="brotli"),
        pytest.param(417, sized(b"abc", b"Expect: a-miracle"), id="expectation"),
        pytest.param(501, b"BREW / HTTP/1.1\r\nHost: x\r\n\r\n", id="foreign-method"),
        pytest.param(501, b"CONNECT a:80 HTTP/1.1\r\nHost: x\r\n\r\n", id="connect"),
        pytest.param(
            501,
            POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
            id="foreign-transfer-coding",
        ),
        pytest.param(505, b"GET / HTTP/2.0\r\nHost: x\r\n\r\n", id="http-2"),
    ],
)
def test_a_request_that_is_wrong_is_refused(
    status_of: Any, status: int, data: bytes
) -> None:
    got, answer = status_of(data)
    assert got == status
    assert b"\r\nConnection: close\r\n" in answer
    assert b"application/problem+json" in answer


@pytest.mark.parametrize(
    ("status", "data", "limits"),
    [
        pytest.param(
            414,
            b"GET /" + b"a" * 100 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
            {"target_bytes": 100},
            id="long-target",
        ),
        pytest.param(
            414,
            b"GET /" + b"a" * 40_000,
            {"target_bytes": 100},
            id="endless-target",
        ),
        pytest.param(
            431,
            HEAD + b"A: " + b"a" * 300 + b"\r\n\r\n",
            {"header_bytes": 300},
            id="large-headers",
        ),
        pytest.param(
            431,
            HEAD + b"A: " + b"a" * 40_000,
            {"header_bytes": 300, "target_bytes": 300},
            id="endless-header",
        ),
        pytest.param(
            431,
            HEAD + b"A: b\r\n" * 10 + b"\r\n",
            {"header_count": 10},
            id="many-headers-of-one-name",
        ),
        pytest.param(
            431,
            HEAD + b"".join(b"A%d: b\r\n" % n for n in range(10)) + b"\r\n",
            {"header_count": 10},
            id="many-headers",
        ),
        pytest.param(413, sized(b"a" * 11), {"body_bytes": 10}, id="large-body"),
        pytest.param(
            413,
            POST + b"Transfer-Encoding: chunked\r\n\r\n" + b"6\r\nabcdef\r\n" * 2,
            {"body_bytes": 10},
            id="large-chunked-body",
        ),
        pytest.param(
            413,
            POST
            + b"Transfer-Encoding: chunked\r\n\r\n1;"
            + b"a" * 60_000
            + b"\r\na\r\n0\r\n\r\n",
            {"body_bytes": 10, "header_bytes": 100},
            id="endless-chunk-extension",
        ),
        pytest.param(
            413,
            sized(BOMB, b"Content-Encoding: gzip"),
            {"unzipped_bytes": 999_999},
            id="gzip-bomb",
        ),
    ],
)
def test_a_request_that_is_too_large_is_refused(
    status_of: Any, status: int, data: bytes, limits: dict[str, int]
) -> None:
    assert status_of(data, **limits)[0] == status


def test_the_largest_that_is_allowed_is_answered(
    run: Any, serving: Any, exchange: Any
) -> None:
    async def scene() -> None:
        async with serving(body_bytes=10, unzipped_bytes=1_000_000) as world:
            answer = await exchange(world.port, sized(b"a" * 10))
            assert answer.endswith(b"a" * 10)
        async with serving(header_bytes=300, target_bytes=101) as world:
            data = b"GET /say/" + b"a" * 96 + b" HTTP/1.1\r\nHost: x\r\n\r\n"
            assert (await exchange(world.port, data)).startswith(b"HTTP/1.1 200")
        async with serving(unzipped_bytes=1_000_000) as world:
            data = sized(BOMB, b"Content-Encoding: gzip")
            assert (await exchange(world.port, data)).startswith(b"HTTP/1.1 200")

    run(scene())


def test_a_path_that_is_not_there_is_404_and_a_method_that_is_not_405(
    run: Any, serving: Any, exchange: Any
) -> None:
    async def scene() -> None:
        async with serving() as world:
            answer = await exchange(world.port, b"GET /none" + HEAD[5:] + b"\r\n")
            assert answer.startswith(b"HTTP/1.1 404")
            answer = await exchange(world.port, b"DELETE" + HEAD[3:] + b"\r\n")
            assert answer.startswith(b"HTTP/1.1 405")
            assert b"\r\nAllow: GET, HEAD\r\n" in answer
            answer = await exchange(world.port, b"OPTIONS" + HEAD[3:] + b"\r\n")
            assert answer.startswith(b"HTTP/1.1 405")
            assert world.refused == [404, 405, 405]

    run(scene())


def test_one_connection_too_many_is_told_so(run: Any, serving: Any) -> None:
    async def scene() -> None:
        async with serving(connections=1) as world:
            first = await asyncio.open_connection("127.0.0.1", world.port)
            first[1].write(HEAD + b"\r\n")
            assert (await first[0].readline()).startswith(b"HTTP/1.1 204")
            second = await asyncio.open_connection("127.0.0.1", world.port)
            assert (await second[0].readline()).startswith(b"HTTP/1.1 503")
            first[1].write(HEAD + b"\r\n")
            await first[0].readuntil(b"\r\n\r\n")
            assert (await first[0].readline()).startswith(b"HTTP/1.1 204")
            first[1].close()
            second[1].close()

    run(scene())
