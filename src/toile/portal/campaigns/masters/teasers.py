"""Making the teaser: a light excerpt in H.264 and AAC, which every browser plays.

Never AV1: its encoder takes a realtime priority that starves the rest of the machine.
"""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
from av import VideoStream
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.container import InputContainer, OutputContainer
from av.filter import Graph
from av.video.frame import VideoFrame

from toile.portal.campaigns.uploads.teasers import TEASER_BYTES

MOST_BYTES = TEASER_BYTES
LONGEST_MS = 60_000
BOX = (640, 640)  # 640x360 of a film's usual shape
FRAMES_A_SECOND = 25
_SOUND_BITS = 96_000
_SOUND_RATE = 48_000
_BEST_BITS = 1_200_000
_LEAST_BITS = 120_000
# What the container itself takes, and what a rate control may miss by.
_SPARE = 0.92

Told = Callable[[float], None]


@dataclass(frozen=True)
class Made:
    """A teaser that was made."""

    content: bytes
    width: int
    height: int
    duration_ms: int


def make(path: Path, from_ms: int, length_ms: int, told: Told) -> Made:
    """Make the teaser of an excerpt; ``told`` hears which part is done, 0 to 1."""
    length_ms = min(length_ms, LONGEST_MS)
    bits = _bits(length_ms)
    while True:
        made = _encode(path, from_ms, length_ms, bits, told)
        if len(made.content) <= MOST_BYTES:
            return made
        # Grain and smoke weigh more than the rate control believed.
        bits = int(bits * 0.8 * MOST_BYTES / len(made.content))
        if bits < _LEAST_BITS:
            raise ValueError("no bit rate makes this excerpt light enough")


def _bits(length_ms: int) -> int:
    whole = MOST_BYTES * 8 * _SPARE / (length_ms / 1_000)
    return int(min(_BEST_BITS, whole - _SOUND_BITS))


def _encode(path: Path, from_ms: int, length_ms: int, bits: int, told: Told) -> Made:
    with (
        tempfile.NamedTemporaryFile(suffix=".mp4") as file,
        av.open(str(path), format=_demuxer(path)) as source,
        # The index first: a browser plays before it has all (faststart).
        av.open(
            file.name, "w", format="mp4", options={"movflags": "+faststart"}
        ) as target,
    ):
        assert isinstance(source, InputContainer)
        assert isinstance(target, OutputContainer)
        work = _Work(source, target, from_ms, length_ms, bits)
        work.run(told)
        width, height, shown_ms = work.width, work.height, work.shown_ms
        target.close()
        return Made(Path(file.name).read_bytes(), width, height, shown_ms)


def _demuxer(path: Path) -> str:
    return "matroska" if path.suffix == ".webm" else "mov"


class _Work:
    """One pass over the excerpt."""

    def __init__(
        self,
        source: InputContainer,
        target: OutputContainer,
        from_ms: int,
        length_ms: int,
        bits: int,
    ) -> None:
        self._source, self._target = source, target
        self._from, self._length = from_ms / 1_000, length_ms / 1_000
        picture = source.streams.video[0]
        picture.thread_type = "AUTO"
        self._picture = picture
        self._graph = _graph(picture)
        self.width, self.height = _fitted(picture)
        self._video: Any = target.add_stream("libx264", rate=FRAMES_A_SECOND)
        self._video.width, self._video.height = self.width, self.height
        self._video.pix_fmt = "yuv420p"
        self._video.bit_rate = bits
        self._video.options = {
            "preset": "medium",
            "profile": "main",
            "maxrate": str(int(bits * 1.5)),
            "bufsize": str(bits * 2),
            "g": str(FRAMES_A_SECOND * 2),
        }
        self._frames = 0
        self._sound: Any = None
        if source.streams.audio:
            self._sound = target.add_stream("aac", rate=_SOUND_RATE)
            self._sound.bit_rate = _SOUND_BITS
            self._sound.layout = "stereo"
            self._resampler = AudioResampler("fltp", "stereo", _SOUND_RATE)
            self._samples = 0

    @property
    def shown_ms(self) -> int:
        """How long the excerpt became."""
        return self._frames * 1_000 // FRAMES_A_SECOND

    def run(self, told: Told) -> None:
        self._source.seek(int(self._from * 1_000_000))
        streams = [self._picture, *self._source.streams.audio[:1]]
        ended: set[int] = set()
        for frame in self._source.decode(streams):
            at = frame.time if isinstance(frame, VideoFrame | AudioFrame) else None
            if at is None or at < self._from - 0.02:
                continue
            index = 0 if isinstance(frame, VideoFrame) else 1
            if at >= self._from + self._length:
                ended.add(index)
                if len(ended) == len(streams):
                    break
                continue
            if isinstance(frame, VideoFrame):
                self._show(frame)
                told(min(1.0, (at - self._from) / self._length))
            elif isinstance(frame, AudioFrame):
                self._hear(frame)
        self._finish()

    def _show(self, frame: VideoFrame) -> None:
        self._graph.push(frame)
        for drawn in _pulled(self._graph):
            self._encode_picture(drawn)

    def _encode_picture(self, drawn: VideoFrame) -> None:
        if self._frames >= self._length * FRAMES_A_SECOND:
            return
        drawn.pts = self._frames
        drawn.time_base = Fraction(1, FRAMES_A_SECOND)
        drawn.pict_type = 0
        self._frames += 1
        self._target.mux(self._video.encode(drawn))

    def _hear(self, frame: AudioFrame) -> None:
        frame.pts = None
        for heard in self._resampler.resample(frame):
            if self._samples >= self._length * _SOUND_RATE:
                return
            heard.pts = self._samples
            heard.time_base = Fraction(1, _SOUND_RATE)
            self._samples += heard.samples
            self._target.mux(self._sound.encode(heard))

    def _finish(self) -> None:
        self._graph.push(None)
        for drawn in _pulled(self._graph):
            self._encode_picture(drawn)
        self._target.mux(self._video.encode(None))
        if self._sound is not None:
            self._target.mux(self._sound.encode(None))


def _fitted(picture: VideoStream) -> tuple[int, int]:
    """Fit the picture into the box, square dots, even sides."""
    context = picture.codec_context
    dot = picture.sample_aspect_ratio or Fraction(1)
    wide, high = float(context.width * dot), float(context.height)
    shrink = min(1.0, BOX[0] / wide, BOX[1] / high)
    return _even(wide * shrink), _even(high * shrink)


def _even(side: float) -> int:
    return max(2, round(side / 2) * 2)


def _graph(picture: VideoStream) -> Graph:
    wide, high = _fitted(picture)
    graph = Graph()
    steps = [
        graph.add_buffer(template=picture),
        graph.add("fps", str(FRAMES_A_SECOND)),
        graph.add("scale", f"{wide}:{high}:flags=lanczos"),
        graph.add("setsar", "1"),
        graph.add("format", "yuv420p"),
        graph.add("buffersink"),
    ]
    for one, other in pairwise(steps):
        one.link_to(other)
    graph.configure()
    return graph


def _pulled(graph: Graph) -> Iterator[VideoFrame]:
    while True:
        try:
            frame = graph.pull()
        except (BlockingIOError, EOFError):
            return
        if isinstance(frame, VideoFrame):
            yield frame
