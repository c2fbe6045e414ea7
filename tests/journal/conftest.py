"""Events and segments for the journal's tests."""

from collections.abc import Callable
from pathlib import Path

import pytest

from toile.journal.file.segment import MAGIC, Segment, frame
from toile.wire.events import Visit, encode
from toile.wire.ids import Sid, Ulid

VisitMaker = Callable[..., Visit]
SegmentMaker = Callable[..., Path]


@pytest.fixture
def visit() -> VisitMaker:
    """Make the n-th visit; each has its own id, time and spectator."""

    def make(number: int, page: str = "https://royal.example/films") -> Visit:
        return Visit(
            id=Ulid(f"{number:026d}"),
            at_ms=1_700_000_000_000 + number,
            site=Ulid("0" * 26),
            cinema=Ulid("1" * 26),
            page=page,
            yes_ms=1_690_000_000_000,
            sid=Sid(number.to_bytes(16, "big")),
        )

    return make


@pytest.fixture
def segment_of(tmp_path: Path) -> SegmentMaker:
    """Write a segment file of given events by hand; tell its path."""

    def make(*events: Visit, writer: str = "edge-0", number: int = 1) -> Path:
        folder = tmp_path / "pool"
        folder.mkdir(exist_ok=True)
        path = folder / Segment(writer, number).name
        path.write_bytes(MAGIC + b"".join(frame(encode(event)) for event in events))
        return path

    return make
