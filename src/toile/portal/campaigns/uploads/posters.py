"""Checks of an uploaded poster: true type, whole, still, of bounded size and weight."""

import hashlib
import io
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageFile, UnidentifiedImageError

# IAB New Ad Portfolio (SPECS §5.4): 150 kB initial load for the usual formats.
POSTER_BYTES = 150_000
SMALLEST_SIDE = 100
LARGEST_SIDE = 2_400

_TYPES = {"JPEG": ("jpg", "image/jpeg"), "PNG": ("png", "image/png")}
_TYPES["WEBP"] = ("webp", "image/webp")


@dataclass(frozen=True)
class Poster:
    """An image that passed; ``file`` is named by its content."""

    file: str
    mime: str
    width: int
    height: int
    size_bytes: int


def check_poster_weight(size: int) -> None:
    """Refuse a poster by its weight alone, before it is read."""
    if size > POSTER_BYTES:
        raise ValidationError(
            _(
                "L’affiche pèse %(weight)d ko ; le maximum est %(limit)d ko. "
                "Réduisez sa qualité ou enregistrez-la en WebP."
            ),
            params={"weight": -(-size // 1000), "limit": POSTER_BYTES // 1000},
        )


def check_poster(content: bytes) -> Poster:
    """Accept a poster or raise ``ValidationError`` that says what to do."""
    check_poster_weight(len(content))
    kind, (width, height) = _measure(content)
    if not SMALLEST_SIDE <= min(width, height) <= max(width, height) <= LARGEST_SIDE:
        raise ValidationError(
            _(
                "L’affiche mesure %(width)d × %(height)d pixels ; chaque côté doit en "
                "avoir de %(least)d à %(most)d. Redimensionnez-la."
            ),
            params={
                "width": width,
                "height": height,
                "least": SMALLEST_SIDE,
                "most": LARGEST_SIDE,
            },
        )
    _decode(content, kind)
    extension, mime = _TYPES[kind]
    name = f"{hashlib.sha256(content).hexdigest()}.{extension}"
    return Poster(name, mime, width, height, len(content))


def _measure(content: bytes) -> tuple[str, tuple[int, int]]:
    # Reads the header only: a decompression bomb is refused by its size, unopened.
    try:
        with Image.open(io.BytesIO(content), formats=tuple(_TYPES)) as image:
            if getattr(image, "n_frames", 1) > 1:
                raise ValidationError(
                    _("L’affiche est animée ; déposez une image fixe, ou un teaser.")
                )
            return str(image.format), image.size
    except Image.DecompressionBombError as error:
        raise ValidationError(
            _("L’affiche est démesurée. Redimensionnez-la.")
        ) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise _not_an_image() from error


def _decode(content: bytes, kind: str) -> None:
    assert not ImageFile.LOAD_TRUNCATED_IMAGES
    try:
        with Image.open(io.BytesIO(content), formats=(kind,)) as image:
            image.load()
    except (OSError, ValueError, SyntaxError) as error:
        raise ValidationError(
            _("L’affiche est incomplète ou abîmée. Exportez-la de nouveau.")
        ) from error


def _not_an_image() -> ValidationError:
    return ValidationError(
        _(
            "Ce fichier n’est pas une image JPEG, PNG ou WebP, quel que soit son nom. "
            "Exportez l’affiche dans l’un de ces formats."
        )
    )
