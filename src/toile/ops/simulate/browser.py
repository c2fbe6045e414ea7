"""A very small browser: HTTP/1.1 with the cookies of each host, and nothing else."""

import asyncio
import contextlib
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

import msgspec

LONGEST_ANSWER = 1_000_000
PATIENCE_S = 10.0
MOST_REDIRECTS = 5


class Unanswered(Exception):  # noqa: N818 - it is no error of ours: the edge was away
    """The edge did not answer, or not in HTTP."""


class Reply(msgspec.Struct, frozen=True):
    """An answer: status, headers in lower case, body."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Browser:
    """One person's browser. Only an image's redirects are followed."""

    def __init__(self, agent: str, connect: str) -> None:
        self.agent = agent
        self.connect = connect
        self._cookies: dict[str, dict[str, str]] = {}

    def cookies(self, host: str) -> dict[str, str]:
        """Tell the cookies held for a host."""
        return dict(self._cookies.get(host, {}))

    async def get(self, url: str, origin: str = "") -> Reply:
        """Load an address; ``origin`` is the page that asks, for what CORS guards."""
        return await self._ask("GET", url, origin, b"")

    async def load(self, url: str) -> Reply:
        """Load an image, through whatever redirects there are."""
        reply = await self.get(url)
        for _ in range(MOST_REDIRECTS):
            further = dict(reply.headers).get("location")
            if reply.status != 302 or further is None:
                break
            reply = await self.get(further)
        return reply

    async def post(self, url: str, origin: str, body: bytes) -> Reply:
        """Send text, as ``fetch`` and ``sendBeacon`` do without a preflight."""
        return await self._ask("POST", url, origin, body)

    async def _ask(self, method: str, url: str, origin: str, body: bytes) -> Reply:
        parts = urlsplit(url)
        host = parts.hostname or ""
        target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path
        head = [
            f"{method} {target or '/'} HTTP/1.1",
            f"Host: {parts.netloc}",
            f"User-Agent: {self.agent}",
            "Accept: */*",
            "Accept-Language: fr-FR,fr;q=0.9",
            "Connection: close",
        ]
        if origin:
            head += [f"Origin: {origin}", f"Referer: {origin}/"]
        if held := self._cookies.get(host):
            head.append("Cookie: " + "; ".join(f"{k}={v}" for k, v in held.items()))
        if method == "POST":
            head += ["Content-Type: text/plain", f"Content-Length: {len(body)}"]
        written = "\r\n".join(head).encode() + b"\r\n\r\n" + body
        try:
            async with asyncio.timeout(PATIENCE_S):
                raw = await self._exchange(parts.port or 80, written)
            reply = _parse(raw)
        except (OSError, TimeoutError, ValueError) as error:
            raise Unanswered(f"{method} {url}: {error}") from error
        self._keep_cookies(host, reply)
        return reply

    async def _exchange(self, port: int, written: bytes) -> bytes:
        reader, writer = await asyncio.open_connection(self.connect, port)
        try:
            writer.write(written)
            await writer.drain()
            return await _read_all(reader)
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    def _keep_cookies(self, host: str, reply: Reply) -> None:
        for name, value in reply.headers:
            if name != "set-cookie":
                continue
            with contextlib.suppress(CookieError):
                for key, morsel in SimpleCookie(value).items():
                    jar = self._cookies.setdefault(host, {})
                    if morsel["max-age"] == "0":
                        jar.pop(key, None)
                    else:
                        jar[key] = morsel.value


async def _read_all(reader: asyncio.StreamReader) -> bytes:
    parts, size = [], 0
    while part := await reader.read(65_536):
        parts.append(part)
        size += len(part)
        if size > LONGEST_ANSWER:
            raise ValueError(f"the answer is over {LONGEST_ANSWER} bytes")
    return b"".join(parts)


def _parse(raw: bytes) -> Reply:
    head, found, body = raw.partition(b"\r\n\r\n")
    if not found:
        raise ValueError("the answer has no end of head")
    status_line, *lines = head.decode("latin-1").split("\r\n")
    headers = []
    for line in lines:
        name, _, value = line.partition(":")
        headers.append((name.strip().lower(), value.strip()))
    return Reply(int(status_line.split(" ")[1]), tuple(headers), body)
