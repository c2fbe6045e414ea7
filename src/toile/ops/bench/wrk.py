"""wrk, Debian's load generator: prepared requests in, its report read back."""

import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from toile.wire.errors import ToileError

_UNITS_MS = {"us": 0.001, "ms": 1.0, "s": 1_000.0, "m": 60_000.0}
_PERCENTILE = re.compile(r"^\s+(\d+)%\s+([\d.]+)(us|ms|s|m)\s*$", re.MULTILINE)
_TOTAL = re.compile(r"^\s*(\d+) requests in ", re.MULTILINE)
_RATE = re.compile(r"^Requests/sec:\s+([\d.]+)$", re.MULTILINE)
_WRONG = re.compile(r"^\s*Non-2xx or 3xx responses: (\d+)$", re.MULTILINE)
_BROKEN = re.compile(
    r"^\s*Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)$",
    re.MULTILINE,
)

# The requests lie in a file of their own: a Lua function holds 65,536 constants at
# most. wrk calls init and request in each thread's own state.
_SCRIPT = """\
local requests, count, at = {}, 0, 0
local file = assert(io.open([[%s]], "rb"))
while true do
  local size = file:read(10)
  if not size then break end
  count = count + 1
  requests[count] = file:read(tonumber(size))
end
file:close()
request = function()
  at = at %% count + 1
  return requests[at]
end
"""


@dataclass(frozen=True, slots=True)
class PreparedRequest:
    """One request as it goes over the wire; Host and Content-Length are added."""

    method: str
    path: str  # with its query
    headers: Sequence[tuple[str, str]] = field(default=())
    body: bytes = b""

    def raw(self, host: str) -> bytes:
        """The bytes of the request."""
        lines = [f"{self.method} {self.path} HTTP/1.1"]
        if not any(name.lower() == "host" for name, _ in self.headers):
            lines.append(f"Host: {host}")
        lines += [f"{name}: {value}" for name, value in self.headers]
        if self.body:
            lines.append(f"Content-Length: {len(self.body)}")
        return "\r\n".join([*lines, "", ""]).encode() + self.body


@dataclass(frozen=True, slots=True)
class Report:
    """What wrk saw in one pass."""

    requests: int
    requests_per_second: float
    p50_ms: float
    p99_ms: float
    errors: int  # broken sockets, time-outs, answers of 400 and above


def read_report(text: str) -> Report:
    """Read wrk's report with --latency."""
    total, rate = _TOTAL.search(text), _RATE.search(text)
    percentiles = {
        int(percent): float(number) * _UNITS_MS[unit]
        for percent, number, unit in _PERCENTILE.findall(text)
    }
    if total is None or rate is None or not {50, 99} <= percentiles.keys():
        raise ToileError(
            "wrk",
            f"its report cannot be read: {text.strip()[-200:]!r}",
            "Install Debian's wrk 4.1 and look whether the target answers",
        )
    wrong, broken = _WRONG.search(text), _BROKEN.search(text)
    errors = int(wrong[1]) if wrong else 0
    errors += sum(map(int, broken.groups())) if broken else 0
    return Report(
        int(total[1]), float(rate[1]), percentiles[50], percentiles[99], errors
    )


def write_script(requests: Sequence[PreparedRequest], host: str, folder: Path) -> Path:
    """Write the Lua script that sends these requests in turn, each as it is."""
    if not requests:
        raise ToileError("wrk", "it was given no requests", "Prepare one at least")
    data = folder / "requests.bin"
    with data.open("wb") as out:
        for request in requests:
            raw = request.raw(host)
            out.write(b"%010d" % len(raw) + raw)
    script = folder / "requests.lua"
    script.write_text(_SCRIPT % data)
    return script


def drive(
    address: str, script: Path, *, core: int, seconds: int, connections: int
) -> Report:
    """Run wrk for one pass on one core."""
    command = ["taskset", "-c", str(core), "wrk", "-t1", f"-c{connections}"]
    command += [f"-d{seconds}s", "--latency", "-s", str(script), f"http://{address}/"]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=seconds + 30, check=False
    )
    return read_report(done.stdout + done.stderr)
