"""Hostile bytes: whatever comes, the server neither fails nor falls silent for good."""

import asyncio
import logging
import random
from typing import Any

import pytest

SEEDS = [
    b"GET /say/a?b=c HTTP/1.1\r\nHost: x\r\nCookie: a=b; c=d\r\nAccept: */*\r\n\r\n",
    b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello",
    b"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"5;a=b\r\nhello\r\n0\r\nT: v\r\n\r\n",
    b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\n"
    b"Expect: 100-continue\r\nContent-Length: 3\r\n\r\n\x1f\x8b\x08",
    b"HEAD http://h/ HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
]
WORDS = [b"\r\n", b"\0", b" ", b":", b"\xff", b"HTTP/1.1", b"Host: y\r\n", b"%", b"?"]
WORDS += [b"Content-Length: 1\r\n", b"Transfer-Encoding: chunked\r\n", b"0\r\n\r\n"]


def mutated(chance: random.Random) -> bytes:
    data = bytearray(b"".join(chance.choices(SEEDS, k=chance.randint(1, 3))))
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        deed = chance.randrange(4)
        if deed == 0:
            data[at:at] = chance.choice(WORDS)
        elif deed == 1:
            del data[at : at + chance.randint(1, 8)]
        elif deed == 2:
            data[at : at + 1] = chance.randbytes(1)
        else:
            data[at:at] = data[: chance.randint(0, 40)]
        if not data:
            return b"\r\n"
    return bytes(data)


def noise(chance: random.Random) -> bytes:
    return chance.randbytes(chance.randint(1, 200))


async def _send_in_pieces(port: int, data: bytes, chance: random.Random) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        cut = chance.randint(0, len(data))
        writer.write(data[:cut])
        await asyncio.sleep(0)
        writer.write(data[cut:])
        writer.write_eof()
        return await reader.read()
    except OSError:
        return b""  # the server had ended it before the rest was sent
    finally:
        writer.close()


@pytest.mark.parametrize("make", [mutated, noise])
def test_no_bytes_make_the_server_fail(
    run: Any, serving: Any, caplog: pytest.LogCaptureFixture, make: Any
) -> None:
    chance = random.Random(1895)  # the same bytes each time: a failure can be repeated

    async def scene() -> None:
        async with serving() as world:
            for _ in range(600):
                data = make(chance)
                answers = await _send_in_pieces(world.port, data, chance)
                assert b"HTTP/1.1 500" not in answers, data
            assert 500 not in world.refused
            healthy = await _send_in_pieces(
                world.port, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", chance
            )
            assert healthy.startswith(b"HTTP/1.1 204")

    with caplog.at_level(logging.ERROR):
        run(scene())
    assert caplog.records == []
