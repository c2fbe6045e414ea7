"""A trailer as it comes from the lab: what it is, and whether it can be read."""

from dataclasses import dataclass
from pathlib import Path

import av
from av import VideoStream
from av.container import InputContainer
from av.error import FFmpegError
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from toile.portal.ui.templatetags.figures import megabytes

TRAILER_BYTES = 200_000_000
LONGEST_MS = 20 * 60_000
SHORTEST_MS = 3_000
SMALLEST_SIDE = 240


@dataclass(frozen=True)
class Trailer:
    """What a trailer measures."""

    ending: str
    width: int
    height: int
    duration_ms: int


def check(path: Path) -> Trailer:
    """Accept a trailer or say what is wrong with it."""
    weight = path.stat().st_size
    if weight > TRAILER_BYTES:
        raise ValidationError(
            _("La bande-annonce pèse %(weight)s ; le maximum est %(limit)s."),
            params={"weight": megabytes(weight), "limit": megabytes(TRAILER_BYTES)},
        )
    with path.open("rb") as file:
        ending = _container(file.read(16))
    try:
        # The demuxer is named, never guessed: a guessed playlist could name others.
        with av.open(str(path), format=_DEMUXERS[ending]) as video:
            assert isinstance(video, InputContainer)
            picture = _picture(video)
            duration_ms = _duration(video)
            next(video.decode(picture))
            _to_the_end(video, picture, duration_ms)
    except (FFmpegError, StopIteration, ValueError) as error:
        raise _broken() from error
    context = picture.codec_context
    return Trailer(ending, context.width, context.height, duration_ms)


_DEMUXERS = {"mp4": "mov", "webm": "matroska"}


def _container(head: bytes) -> str:
    if head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free"):
        return "mp4"  # QuickTime is its elder
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return "webm"  # Matroska as well
    raise ValidationError(
        _(
            "Ce fichier n’est pas une vidéo MP4, MOV, WebM ou MKV, quel que soit son "
            "nom. Exportez la bande-annonce en MP4."
        )
    )


def _picture(video: InputContainer) -> VideoStream:
    if not video.streams.video:
        raise ValidationError(_("Ce fichier n’a pas d’image : ce n’est que du son."))
    picture = video.streams.video[0]
    context = picture.codec_context
    # The types promise a context; FFmpeg gives none for a codec it does not know.
    if not context:
        raise ValidationError(
            _("L’image est codée dans un format inconnu. Exportez-la en H.264 (MP4).")
        )
    if min(context.width, context.height) < SMALLEST_SIDE:
        raise ValidationError(
            _(
                "La bande-annonce mesure %(width)d × %(height)d pixels ; il en faut au "
                "moins %(least)d de chaque côté."
            ),
            params={
                "width": context.width,
                "height": context.height,
                "least": SMALLEST_SIDE,
            },
        )
    return picture


def _duration(video: InputContainer) -> int:
    duration_ms = (video.duration or 0) // 1_000
    if not SHORTEST_MS <= duration_ms <= LONGEST_MS:
        raise ValidationError(
            _(
                "La bande-annonce dure %(seconds)d s ; elle doit durer de 3 secondes à "
                "20 minutes."
            ),
            params={"seconds": duration_ms // 1_000},
        )
    return duration_ms


def _to_the_end(video: InputContainer, picture: VideoStream, duration_ms: int) -> None:
    """Look for a picture near the end: a file that is cut off has none there."""
    video.seek(max(0, duration_ms - 2_000) * 1_000)
    last_ms = 0.0
    for packet in video.demux(picture):
        if packet.pts is not None and packet.time_base:
            last_ms = max(last_ms, float(packet.pts * packet.time_base) * 1_000)
    if last_ms < duration_ms * 0.9 - 1_500:
        raise _broken()


def _broken() -> ValidationError:
    return ValidationError(
        _(
            "La bande-annonce est incomplète ou abîmée (envoi coupé ?). Exportez-la ou "
            "envoyez-la de nouveau."
        )
    )
