"""Paper, ink and letters: what all drawings of the demo share."""

import random
from functools import cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

Colour = tuple[int, int, int]
Point = tuple[float, float]

# Free fonts of Debian (fonts-bebas-neue, fonts-courier-prime, fonts-ebgaramond), needed
# only to draw again; Pillow finds them by file name.
TITLE = "BebasNeue-Bold.otf"
SMALL = "BebasNeue-Book.otf"
TYPED = "Courier Prime.otf"
SERIF = "EBGaramond12-Italic.otf"

BONE: Colour = (236, 226, 206)
INK: Colour = (27, 25, 30)
RED: Colour = (190, 44, 36)
WHEAT: Colour = (204, 154, 66)


def dice(seed: int) -> random.Random:
    """Chance that falls the same at each run, so that a drawing can be made again."""
    return random.Random(seed)  # noqa: S311 - it draws, it keeps no secret


@cache
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """Open a font; raises ``OSError`` when its Debian package is missing."""
    return ImageFont.truetype(name, size)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """Blend two colours; ``share`` is how much of the other."""
    red, green, blue = (
        round(a + (b - a) * share) for a, b in zip(one, other, strict=True)
    )
    return red, green, blue


def gradient(size: tuple[int, int], top: Colour, bottom: Colour) -> Image.Image:
    """Paint from one colour at the top to another at the bottom."""
    column = Image.new("RGB", (1, size[1]))
    column.putdata([mix(top, bottom, y / size[1]) for y in range(size[1])])
    return column.resize(size)


def grain(image: Image.Image, strength: float, seed: int) -> Image.Image:
    """Give a flat drawing the tooth of printed paper, the same at each run."""
    chance = dice(seed)
    small = Image.new("L", (256, 256))
    small.putdata([chance.randrange(256) for _ in range(256 * 256)])
    tile = Image.new("L", image.size)
    for x in range(0, image.width, 256):
        for y in range(0, image.height, 256):
            tile.paste(small, (x, y))
    rough = tile.filter(ImageFilter.GaussianBlur(0.7)).convert("RGB")
    return Image.blend(image, ImageChops.soft_light(image, rough), strength)


def shade(image: Image.Image, mask: Image.Image, colour: Colour) -> None:
    """Lay a colour through a mask, multiplying, as ink on paper does."""
    inked = ImageChops.multiply(image, Image.new("RGB", image.size, colour))
    image.paste(inked, (0, 0), mask)


def vignette(image: Image.Image, strength: int) -> None:
    """Darken the corners."""
    mask = Image.new("L", image.size, strength)
    draw = ImageDraw.Draw(mask)
    inset_x, inset_y = image.width // 10, image.height // 10
    draw.ellipse(
        (-inset_x, -inset_y, image.width + inset_x, image.height + inset_y), fill=0
    )
    blurred = mask.filter(ImageFilter.GaussianBlur(image.width / 8))
    image.paste(Image.new("RGB", image.size, (0, 0, 0)), (0, 0), blurred)


def spaced(
    draw: ImageDraw.ImageDraw,
    centre: Point,
    text: str,
    face: ImageFont.FreeTypeFont,
    fill: Colour,
    gap: float,
) -> None:
    """Write a line with letter-spacing, centred on a point of its baseline."""
    width = sum(face.getlength(letter) + gap for letter in text) - gap
    x = centre[0] - width / 2
    for letter in text:
        draw.text((x, centre[1]), letter, font=face, fill=fill, anchor="ls")
        x += face.getlength(letter) + gap
