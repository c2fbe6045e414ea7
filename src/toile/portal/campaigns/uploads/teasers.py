"""Checks of an uploaded teaser: container, codecs, length, size and weight."""

import hashlib
import io
from dataclasses import dataclass

import av
from av import AudioStream, CodecContext, VideoStream
from av.container import InputContainer
from av.error import FFmpegError
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from toile.portal.ui.templatetags.figures import megabytes

# Chrome unloads an ad frame that loads over 4 MB (SPECS §5.3, heavy-ad intervention);
# the rest of the frame (poster, script) must fit as well.
TEASER_BYTES = 4_000_000 - 200_000
LONGEST_MS = 60_000
LARGEST_SIDE = 1_920

_VIDEO_CODECS = {"mp4": {"h264", "av1", "vp9"}, "webm": {"vp9", "av1"}}
_SOUND_CODECS = {"mp4": {"aac", "mp3", "opus"}, "webm": {"opus", "vorbis"}}


@dataclass(frozen=True)
class Teaser:
    """A video that passed; ``file`` is named by its content."""

    file: str
    mime: str
    width: int
    height: int
    size_bytes: int
    duration_ms: int


def check_teaser_weight(size: int) -> None:
    """Refuse a teaser by its weight alone, before it is read."""
    if size > TEASER_BYTES:
        raise ValidationError(
            _(
                "Le teaser pèse %(weight)s ; au-delà de %(limit)s les "
                "navigateurs bloquent la publicité. Raccourcissez-le ou baissez son "
                "débit."
            ),
            params={"weight": megabytes(size), "limit": megabytes(TEASER_BYTES)},
        )


def check_teaser(content: bytes) -> Teaser:
    """Accept a teaser or raise ``ValidationError`` that says what to do."""
    check_teaser_weight(len(content))
    container = _container(content)
    # The demuxer is named, never guessed: a guessed playlist could name other files.
    try:
        with av.open(io.BytesIO(content), format=container) as video:
            assert isinstance(video, InputContainer)
            width, height = _check_codecs(video, container)
            duration_ms = _check_duration(video)
            next(video.decode(video=0))
    except (FFmpegError, StopIteration, ValueError) as error:
        raise ValidationError(
            _("Le teaser est incomplet ou abîmé. Exportez-le de nouveau.")
        ) from error
    name = f"{hashlib.sha256(content).hexdigest()}.{container}"
    return Teaser(name, f"video/{container}", width, height, len(content), duration_ms)


def _container(content: bytes) -> str:
    if content[4:8] == b"ftyp":  # ISO 14496-12 §4.3
        return "mp4"
    if content[:4] == b"\x1a\x45\xdf\xa3":  # EBML, RFC 8794 §11.2.1
        return "webm"
    raise ValidationError(
        _(
            "Ce fichier n’est pas une vidéo MP4 ou WebM, quel que soit son nom. "
            "Exportez le teaser dans l’un de ces formats."
        )
    )


def _check_codecs(video: InputContainer, container: str) -> tuple[int, int]:
    if len(video.streams.video) != 1 or len(video.streams.audio) > 1:
        raise ValidationError(
            _("Le teaser doit avoir une piste d’image et au plus une piste de son.")
        )
    picture = video.streams.video[0]
    codec = _codec(picture)
    if codec not in _VIDEO_CODECS[container]:
        raise ValidationError(
            _(
                "Le teaser est codé en %(codec)s, que les navigateurs ne lisent pas "
                "tous. Exportez-le en H.264 (MP4), VP9 ou AV1."
            ),
            params={"codec": codec},
        )
    for sound in video.streams.audio:
        name = _codec(sound)
        if name not in _SOUND_CODECS[container]:
            raise ValidationError(
                _(
                    "Le son du teaser est codé en %(codec)s. Exportez-le en AAC (MP4) "
                    "ou en Opus (WebM)."
                ),
                params={"codec": name},
            )
    width, height = picture.codec_context.width, picture.codec_context.height
    if not 0 < max(width, height) <= LARGEST_SIDE:
        raise ValidationError(
            _("Le teaser mesure %(width)d × %(height)d pixels ; 1920 au plus."),
            params={"width": width, "height": height},
        )
    return width, height


def _codec(track: VideoStream | AudioStream) -> str:
    # The type checker believes that a track has a context; FFmpeg gives none to a
    # track whose codec it does not know.
    context: CodecContext | None = track.codec_context
    if context is None:
        raise ValidationError(
            _(
                "Une piste du teaser est codée dans un format inconnu. Exportez-le en "
                "H.264 et AAC (MP4), ou en VP9 et Opus (WebM)."
            )
        )
    return context.codec.canonical_name


def _check_duration(video: InputContainer) -> int:
    duration_ms = (video.duration or 0) // 1_000  # FFmpeg counts microseconds
    if not 0 < duration_ms <= LONGEST_MS:
        raise ValidationError(
            _("Le teaser dure %(seconds)d s ; il doit durer de 1 à 60 secondes."),
            params={"seconds": duration_ms // 1_000},
        )
    return duration_ms
