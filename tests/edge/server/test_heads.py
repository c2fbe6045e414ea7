"""A head that was read before is never read otherwise than the first time."""

from hypothesis import example, given
from hypothesis import strategies as st

from toile.edge.limits import Limits
from toile.edge.server.heads import Heads
from toile.edge.server.reader import RequestReader
from toile.edge.server.refusal import RefusedError
from toile.edge.server.request import Request
from toile.edge.server.tick import Tick

PLAIN = b"POST /bid?a=1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n"


class Forgetful(Heads):
    """Remembers nothing: every head goes the long way."""

    def recognise(self, data: bytes, peer: str) -> Request | None:
        return None


class Watched(Heads):
    """Counts what it recognised."""

    recognised = 0

    def recognise(self, data: bytes, peer: str) -> Request | None:
        found = super().recognise(data, peer)
        self.recognised += found is not None
        return found


def told(heads: Heads, feeds: list[bytes], limits: Limits) -> list[object]:
    """All that a reader delivers or refuses, feed by feed."""
    seen: list[object] = []

    def deliver(request: Request) -> None:
        seen.append(
            (
                request.method,
                request.path,
                request.query,
                request.headers,
                request.peer,
                request.body,
                request.connection,
            )
        )

    reader = RequestReader(limits, Tick(0.0, 0.0), heads, "127.0.0.1", deliver)
    for feed in feeds:
        try:
            reader.feed(feed)
        except RefusedError as refused:
            return [*seen, refused.status]
        seen.append((reader.phase, reader.awaits_continue))
    return seen


def head(length: int, extra: bytes = b"", version: bytes = b"1.1") -> bytes:
    return (
        b"POST /bid HTTP/" + version + b"\r\nHost: a\r\n" + extra
    ) + b"Content-Length: %d\r\n\r\n" % length


HEADS = st.sampled_from(
    [
        head(0),
        head(3),
        head(5),
        head(3, b"Authorization: Bearer x\r\n"),
        head(3, b"Connection: close\r\n"),
        head(3, b"Connection: keep-alive\r\n"),
        head(3, b"Expect: 100-continue\r\n"),
        head(3, b"Content-Encoding: gzip\r\n"),
        head(3, b"Transfer-Encoding: chunked\r\n"),
        head(3, b"Upgrade: h2c\r\n"),
        head(3, b"Cookie: aid=1\r\n"),
        head(3, version=b"1.0"),
        b"POST /bid HTTP/1.1\r\nContent-Length: 3\r\n\r\n",
        b"POST /bid HTTP/1.1\r\nHost: a\r\n\r\n",
        b"POST /bid HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"POST /bid HTTP/1.1\nHost: a\nContent-Length: 3\n\n",
        b"GET /bid HTTP/1.1\r\nHost: a\r\n\r\n",
        b"\r\n" + head(3),
    ]
)
BODIES = st.sampled_from(
    [b"", b"abc", b"abcde", b"3\r\nabc\r\n0\r\n\r\n", b"\r\n\r\n", b"a\r\n\r\nb"]
)
FEEDS = st.lists(
    st.one_of(
        st.builds(bytes.__add__, HEADS, BODIES),
        HEADS,
        BODIES,
        st.builds(lambda a, b, c: a + b + c, HEADS, BODIES, HEADS),
    ),
    max_size=8,
)


@given(FEEDS)
@example([PLAIN + b"abc", PLAIN + b"abc"])
@example([PLAIN, b"abc", PLAIN + b"abc", PLAIN + b"abcd", b"ef"])
def test_what_was_read_before_is_read_alike(feeds: list[bytes]) -> None:
    # Twice over, so that whatever could be learnt has been.
    twice = feeds + feeds
    limits = Limits()
    assert told(Heads(), twice, limits) == told(Forgetful(), twice, limits)


@given(st.lists(st.integers(1, 60), max_size=6), st.integers(1, 4))
def test_however_the_bytes_are_cut(cuts: list[int], times: int) -> None:
    whole = (PLAIN + b"abc") * times
    feeds, rest = [], whole
    for cut in cuts:
        feeds.append(rest[:cut])
        rest = rest[cut:]
    feeds = [feed for feed in (*feeds, rest) if feed]
    again = [*feeds, PLAIN + b"abc", PLAIN + b"abc"]
    limits = Limits()
    assert told(Heads(), again, limits) == told(Forgetful(), again, limits)


def test_the_second_of_a_kind_is_recognised() -> None:
    heads = Watched()
    told(heads, [PLAIN + b"abc", PLAIN + b"xyz"], Limits())
    assert heads.recognised == 1


def test_no_client_pushes_out_a_head_in_use_nor_fills_the_memory() -> None:
    heads = Watched()
    ours = PLAIN + b"abc"
    told(heads, [ours], Limits())
    for number in range(20_000):
        told(heads, [head(0, b"X-Other: %d\r\n" % number)], Limits())
        if number % 1_000 == 0:
            told(heads, [ours], Limits())
    assert heads.recognised == 20
    assert len(heads) <= 2 * 4_096


def test_a_long_head_is_not_kept() -> None:
    heads = Watched()
    long = head(0, b"X-Long: " + b"a" * 2_000 + b"\r\n")
    told(heads, [long, long], Limits())
    assert heads.recognised == 0
