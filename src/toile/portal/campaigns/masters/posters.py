"""A poster as it comes from the press kit: checked, then drawn for each placement."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from toile.portal.campaigns.masters.sizes import most_bytes, size_name
from toile.portal.ui.templatetags.figures import megabytes

POSTER_BYTES = 30_000_000
SMALLEST_SIDE = 500
MOST_PIXELS = 60_000_000
# Screens show two dots where the page says one.
DENSITY = 2
LARGEST_SIDE = 1_600

_ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}


@dataclass(frozen=True)
class Drawn:
    """A picture made for placements of a size ("" for any)."""

    size: str
    content: bytes
    width: int
    height: int


def check(path: Path) -> tuple[str, int, int]:
    """Accept a poster (its ending, width, height) or say what is wrong with it."""
    weight = path.stat().st_size
    if weight > POSTER_BYTES:
        raise ValidationError(
            _("L’affiche pèse %(weight)s ; le maximum est %(limit)s."),
            params={"weight": megabytes(weight), "limit": megabytes(POSTER_BYTES)},
        )
    with path.open("rb") as file:
        _refuse_others(file.read(16))
    kind, width, height, mode = _measure(path)
    if mode == "CMYK":
        raise ValidationError(
            _(
                "L’affiche est en CMJN, pour l’imprimeur ; les écrans en faussent les "
                "couleurs. Enregistrez-la en RVB (sRVB)."
            )
        )
    if min(width, height) < SMALLEST_SIDE or width * height > MOST_PIXELS:
        raise ValidationError(
            _(
                "L’affiche mesure %(width)d × %(height)d pixels ; il en faut au moins "
                "%(least)d de chaque côté, et 60 millions au plus."
            ),
            params={"width": width, "height": height, "least": SMALLEST_SIDE},
        )
    _decode(path, kind)
    return _ENDINGS[kind], width, height


def draw(path: Path, sizes: list[tuple[int, int]]) -> Iterator[Drawn]:
    """Draw the poster for any placement, then for those of each size.

    Never cut: the frame puts the title beside what does not fill it.
    """
    with Image.open(path, formats=tuple(_ENDINGS)) as opened:
        whole = ImageOps.exif_transpose(opened).convert("RGB")
    yield _pressed("", _within(whole, LARGEST_SIDE, LARGEST_SIDE), most_bytes(0, 0))
    for width, height in sizes:
        fitted = _within(whole, width * DENSITY, height * DENSITY)
        yield _pressed(size_name(width, height), fitted, most_bytes(width, height))


def _within(whole: Image.Image, wide: int, high: int) -> Image.Image:
    copy = whole.copy()
    copy.thumbnail((wide, high), Image.Resampling.LANCZOS)
    return copy


def _pressed(size: str, picture: Image.Image, most: int) -> Drawn:
    """Press a picture under its weight: first its quality gives way, then its size."""
    while True:
        for quality in (86, 78, 70, 62, 54):
            out = io.BytesIO()
            picture.save(out, "JPEG", quality=quality, progressive=True, optimize=True)
            if out.tell() <= most:
                return Drawn(size, out.getvalue(), picture.width, picture.height)
        smaller = (int(picture.width * 0.8), int(picture.height * 0.8))
        picture = picture.resize(smaller, Image.Resampling.LANCZOS)


def _refuse_others(head: bytes) -> None:
    """Name what people send in place of an image, so that they know what to do."""
    if head.startswith(b"%PDF"):
        raise ValidationError(
            _(
                "Ce fichier est un PDF, quel que soit son nom. Exportez l’affiche en "
                "JPEG ou en PNG."
            )
        )
    if head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"heim"):
        raise ValidationError(
            _(
                "Cette photo est au format HEIC d’Apple, que les navigateurs ne lisent "
                "pas. Exportez-la en JPEG."
            )
        )
    if head.startswith((b"GIF87a", b"GIF89a")):
        raise ValidationError(
            _("Ce fichier est un GIF. Déposez une image fixe en JPEG, PNG ou WebP.")
        )


def _measure(path: Path) -> tuple[str, int, int, str]:
    # Reads the header only: a decompression bomb is refused by its size, unopened.
    try:
        with Image.open(path, formats=tuple(_ENDINGS)) as image:
            if getattr(image, "n_frames", 1) > 1:
                raise ValidationError(
                    _("L’affiche est animée ; déposez une image fixe.")
                )
            return str(image.format), image.width, image.height, image.mode
    except Image.DecompressionBombError as error:
        raise ValidationError(
            _("L’affiche est démesurée. Redimensionnez-la.")
        ) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise ValidationError(
            _(
                "Ce fichier n’est pas une image JPEG, PNG ou WebP, quel que soit son "
                "nom. Exportez l’affiche dans l’un de ces formats."
            )
        ) from error


def _decode(path: Path, kind: str) -> None:
    assert not ImageFile.LOAD_TRUNCATED_IMAGES
    try:
        with Image.open(path, formats=(kind,)) as image:
            image.load()
    except (OSError, ValueError, SyntaxError) as error:
        raise ValidationError(
            _("L’affiche est incomplète ou abîmée. Exportez-la de nouveau.")
        ) from error
