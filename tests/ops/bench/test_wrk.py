"""wrk: its report is read whatever unit it chooses, its script sends what was given."""

from pathlib import Path

import pytest

from toile.ops.bench.wrk import PreparedRequest, Report, read_report, write_script
from toile.wire.errors import ToileError

GOOD = """\
Running 3s test @ http://127.0.0.1:18123/
  1 threads and 64 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     2.16ms    1.98ms  13.45ms   87.11%
    Req/Sec    32.51k    13.76k   61.05k    76.67%
  Latency Distribution
     50%  340.00us
     75%    3.27ms
     90%    4.78ms
     99%    1.14s
  97014 requests in 3.01s, 5.92MB read
Requests/sec:  32277.60
Transfer/sec:      1.97MB
"""
BAD = GOOD.replace(
    "Requests/sec",
    "  Socket errors: connect 1, read 2, write 3, timeout 4\n"
    "  Non-2xx or 3xx responses: 100\nRequests/sec",
)


def test_a_report_is_read_with_its_units() -> None:
    assert read_report(GOOD) == Report(97_014, 32_277.6, 0.34, 1_140.0, 0)


def test_every_kind_of_error_counts() -> None:
    assert read_report(BAD).errors == 110


@pytest.mark.parametrize("text", ["", "unable to connect to 127.0.0.1:1", GOOD[:300]])
def test_what_is_no_report_is_said(text: str) -> None:
    with pytest.raises(ToileError, match="cannot be read"):
        read_report(text)


def test_a_prepared_request_is_complete_on_the_wire() -> None:
    request = PreparedRequest("POST", "/a?b=c", (("Cookie", "tid=1"),), b"xyz")
    assert request.raw("h:1") == (
        b"POST /a?b=c HTTP/1.1\r\nHost: h:1\r\nCookie: tid=1\r\n"
        b"Content-Length: 3\r\n\r\nxyz"
    )
    own = PreparedRequest("GET", "/", (("host", "ads.example"),))
    assert own.raw("h:1") == b"GET / HTTP/1.1\r\nhost: ads.example\r\n\r\n"


def test_the_script_finds_every_request(tmp_path: Path) -> None:
    requests = [PreparedRequest("GET", f"/{number}") for number in range(3)]
    script = write_script(requests, "h", tmp_path).read_text()
    data = tmp_path / "requests.bin"
    assert str(data) in script
    raw = data.read_bytes()
    sent = []
    while raw:
        size = int(raw[:10])
        sent.append(raw[10 : 10 + size])
        raw = raw[10 + size :]
    assert sent == [request.raw("h") for request in requests]


def test_no_requests_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ToileError, match="no requests"):
        write_script([], "h", tmp_path)
