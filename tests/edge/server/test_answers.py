"""Answers: what is asked is answered, in order, in the form HTTP wants."""

import asyncio
import gzip
import logging
from typing import Any

import pytest

GET = b"GET %b HTTP/1.1\r\nHost: x\r\n\r\n"


def post(body: bytes, *lines: bytes) -> bytes:
    head = b"".join(line + b"\r\n" for line in lines)
    return b"POST /echo HTTP/1.1\r\nHost: x\r\n" + head + b"\r\n" + body


def chunked(*chunks: bytes, trailer: bytes = b"") -> bytes:
    body = b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks)
    return post(body + b"0\r\n" + trailer + b"\r\n", b"Transfer-Encoding: chunked")


@pytest.fixture
def ask(run: Any, serving: Any, read_reply: Any) -> Any:
    """Send bytes on one connection and read so many answers."""

    def send(data: bytes, count: int = 1, **limits: Any) -> Any:
        replies: list[Any] = []

        async def scene() -> None:
            async with serving(**limits) as world:
                reader, writer = await asyncio.open_connection("127.0.0.1", world.port)
                writer.write(data)
                replies.extend([await read_reply(reader) for _ in range(count)])
                writer.close()

        run(scene())
        return replies if count > 1 else replies[0]

    return send


def test_a_get_is_answered_with_a_date_and_stays_connected(ask: Any) -> None:
    reply = ask(GET % b"/")
    assert reply.status == 204
    assert reply.headers[b"Date"].endswith(b" GMT")
    assert b"Connection" not in reply.headers
    assert b"Content-Length" not in reply.headers


def test_pipelined_requests_are_answered_in_order(ask: Any) -> None:
    paths = [b"/say/%d" % number for number in range(200)]
    replies = ask(b"".join(GET % path for path in paths), 200)
    assert [reply.body for reply in replies] == paths


def test_a_request_may_arrive_byte_by_byte(
    run: Any, serving: Any, read_reply: Any
) -> None:
    async def scene() -> None:
        async with serving() as world:
            reader, writer = await asyncio.open_connection("127.0.0.1", world.port)
            for byte in post(b"abc", b"Content-Length: 3"):
                writer.write(bytes([byte]))
                await asyncio.sleep(0)
            assert (await read_reply(reader)).body == b"abc"
            writer.close()

    run(scene())


def test_a_chunked_body_is_joined_and_its_trailers_dropped(ask: Any) -> None:
    data = chunked(b"ab", b"c", trailer=b"Cookie: tid=1\r\n") + GET % b"/cookie"
    first, second = ask(data, 2)
    assert first.body == b"abc"
    assert second.body == b""  # nor do they slip into the next request


def test_a_large_body_arrives_whole(ask: Any) -> None:
    body = bytes(range(256)) * 800
    assert ask(post(body, b"Content-Length: %d" % len(body))).body == body


def test_a_gzipped_body_is_unzipped(ask: Any) -> None:
    zipped = gzip.compress(b"abc" * 100)
    lines = (b"Content-Encoding: gzip", b"Content-Length: %d" % len(zipped))
    assert ask(post(zipped, *lines)).body == b"abc" * 100


def test_expect_is_answered_before_the_body_is_sent(
    run: Any, serving: Any, read_reply: Any
) -> None:
    async def scene() -> None:
        async with serving() as world:
            reader, writer = await asyncio.open_connection("127.0.0.1", world.port)
            writer.write(post(b"", b"Content-Length: 3", b"Expect: 100-continue"))
            assert await reader.readuntil(b"\r\n\r\n") == (
                b"HTTP/1.1 100 Continue\r\n\r\n"
            )
            writer.write(b"abc")
            assert (await read_reply(reader)).body == b"abc"
            writer.close()

    run(scene())


def test_expect_of_a_body_too_large_is_refused_unread(ask: Any) -> None:
    data = post(b"", b"Content-Length: 9", b"Expect: 100-continue")
    assert ask(data, body_bytes=8).status == 413


def test_head_is_get_without_the_body(run: Any, serving: Any, exchange: Any) -> None:
    async def scene() -> None:
        async with serving() as world:
            data = b"HEAD /say/abc HTTP/1.1\r\nHost: x\r\n\r\n"
            answer = await exchange(world.port, data)
            assert b"Content-Length: 8\r\n" in answer
            assert answer.endswith(b"\r\n\r\n")

    run(scene())


def test_an_absolute_target_is_accepted(ask: Any) -> None:
    reply = ask(GET % b"http://ads.toile.example/say/a?q=1#top")
    assert reply.body == b"/say/a"


def test_an_upgrade_is_answered_as_plain_and_the_next_request_too(ask: Any) -> None:
    upgrade = (
        b"GET /say/1 HTTP/1.1\r\nHost: x\r\n"
        b"Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
    )
    replies = ask(upgrade + upgrade + GET % b"/say/2", 3)
    assert [reply.body for reply in replies] == [b"/say/1", b"/say/1", b"/say/2"]


@pytest.mark.parametrize(
    ("head", "connection"),
    [
        (b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close", b"close"),
        (b"GET / HTTP/1.0", b"close"),
        (b"GET / HTTP/1.0\r\nConnection: keep-alive", b"keep-alive"),
    ],
)
def test_the_connection_header_says_what_happens(
    ask: Any, head: bytes, connection: bytes
) -> None:
    reply = ask(head + b"\r\n\r\n")
    assert reply.status == 204
    assert reply.headers[b"Connection"] == connection


def test_close_ends_the_connection_after_the_answer(
    run: Any, serving: Any, read_reply: Any
) -> None:
    async def scene() -> None:
        async with serving() as world:
            reader, writer = await asyncio.open_connection("127.0.0.1", world.port)
            writer.write(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            assert (await read_reply(reader)).status == 204
            assert await reader.read() == b""
            writer.close()

    run(scene())


@pytest.mark.parametrize("path", [b"/fail", b"/nothing"])
def test_a_failing_handler_is_logged_and_the_connection_lives(
    ask: Any, caplog: pytest.LogCaptureFixture, path: bytes
) -> None:
    with caplog.at_level(logging.ERROR, "toile.edge"):
        failed, after = ask(GET % path + GET % b"/", 2)
    assert failed.status == 500
    assert failed.headers[b"Content-Type"] == b"application/problem+json"
    assert b"secret" not in failed.body
    assert after.status == 204
    assert caplog.records[0].exc_info is not None


def test_answers_are_counted_by_status(run: Any, serving: Any, exchange: Any) -> None:
    async def scene() -> None:
        async with serving() as world:
            await exchange(world.port, GET % b"/" + GET % b"/" + GET % b"/none")
            assert world.server.tally.answers == {b"204": 2, b"404": 1}
            assert world.server.tally.connections == 1

    run(scene())
