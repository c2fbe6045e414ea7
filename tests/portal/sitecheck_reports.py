"""Reports of checks as the checker would write them, with true pictures."""

import hashlib
import io
from pathlib import Path

from PIL import Image

from toile.wire.sitecheck import (
    Check,
    Finding,
    FindingCode,
    Shot,
    SiteReport,
    Weight,
)

Code = FindingCode
AT_MS = 1_790_000_000_000
GOOD = (
    Finding(Check.REACHABLE, Code.REACHED, Weight.OK, {"status": "200"}),
    Finding(Check.TOOL, Code.TOOL_KNOWN, Weight.OK, {"tool": "toile", "name": "Toile"}),
    Finding(Check.BEFORE, Code.SILENT_BEFORE, Weight.OK),
    Finding(Check.NO, Code.SILENT_AFTER_NO, Weight.OK),
)
BAD = (
    *GOOD[:2],
    Finding(Check.BEFORE, Code.FIRED_BEFORE, Weight.FAULT, {"what": "pool/visit"}),
    GOOD[3],
)
DEAD = (Finding(Check.REACHABLE, Code.TOO_SLOW, Weight.UNKNOWN, {"fact": "a.example"}),)


def report_of(
    findings: tuple[Finding, ...] = GOOD, shots: tuple[Shot, ...] = ()
) -> SiteReport:
    return SiteReport(
        url="https://leroyal.example/",
        final_url="https://leroyal.example/",
        key="k",
        begun_ms=AT_MS,
        ended_ms=AT_MS + 20_000,
        findings=findings,
        shots=shots,
    )


def take_pictures(folder: Path) -> tuple[Shot, ...]:
    shots = []
    for moment, colour in (("before", "red"), ("yes", "green"), ("no", "blue")):
        out = io.BytesIO()
        Image.new("RGB", (128, 80), colour).save(out, "JPEG")
        (folder / f"{moment}.jpg").write_bytes(out.getvalue())
        digest = hashlib.sha256(out.getvalue()).hexdigest()
        shots.append(Shot(moment, f"{moment}.jpg", digest, AT_MS, 128, 80))  # type: ignore[arg-type]
    return tuple(shots)
