"""L'Ombre de Staline: a reporter in a field of typed lines, and a shadow over it."""

import math
import random

from drawing.paper import (
    BONE,
    INK,
    RED,
    SMALL,
    TITLE,
    TYPED,
    WHEAT,
    Colour,
    Point,
    dice,
    font,
    gradient,
    grain,
    mix,
    shade,
    spaced,
)
from PIL import Image, ImageDraw, ImageFilter

TYPED_LINES = (
    "il n'y a pas de pain",
    "Moscou dit que tout va bien",
    "j'ai marché douze villages",
    "partout la même phrase",
    "il n'y a pas de pain nous mourons",
    "la récolte est partie",
    "personne ne veut l'imprimer",
    "écrire quand même",
)


def poster(size: tuple[int, int]) -> Image.Image:
    """Draw the upright poster at the given size."""
    width, height = size
    image = gradient(size, (233, 214, 180), BONE)
    horizon = round(height * 0.36)
    _sun(image, (width * 0.5, horizon), width * 0.27)
    typed_field(image, horizon, dice(1933))
    cast_shadow(image, (width * 0.5, height * 0.685), horizon, 1.0)
    stalks(image, height * 0.80, dice(7), 0.0)
    walker(image, (width * 0.5, height * 0.70), height * 0.075)
    _titles(image)
    return grain(image, 0.35, 5)


def wide(size: tuple[int, int], lean: float = 0.0, growth: float = 1.0) -> Image.Image:
    """Draw the wide scene without words, for the teaser and its still."""
    width, height = size
    image = gradient(size, (222, 196, 152), BONE)
    horizon = round(height * 0.42)
    _sun(image, (width * 0.80, horizon), height * 0.17)
    typed_field(image, horizon, dice(1933))
    cast_shadow(image, (width * 0.5, height * 0.80), horizon, growth * 1.18)
    stalks(image, height * 0.90, dice(7), lean)
    walker(image, (width * 0.5, height * 0.82), height * 0.17)
    return image


def _sun(image: Image.Image, centre: Point, radius: float) -> None:
    x, y = centre
    disc = Image.new("L", image.size, 0)
    draw = ImageDraw.Draw(disc)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    draw.rectangle((0, y, image.width, image.height), fill=0)
    shade(image, disc, RED)


def typed_field(image: Image.Image, horizon: int, chance: random.Random) -> None:
    """Lay typed lines as furrows: small and pale far away, large and dark near."""
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, horizon, image.width, image.height), fill=(226, 205, 160))
    y, step = float(horizon), image.height / 150
    while y < image.height + 40:
        depth = (y - horizon) / (image.height - horizon)
        face = font(TYPED, max(5, round(step * 1.25)))
        colour = mix((206, 174, 116), (118, 82, 38), min(1.0, depth * 1.1))
        text = "   ".join(chance.choices(TYPED_LINES, k=14))
        draw.text((-chance.random() * 400, y), text, font=face, fill=colour)
        y += step
        step *= 1.075


def cast_shadow(image: Image.Image, feet: Point, horizon: int, growth: float) -> None:
    """Cast, from behind, the shadow of a man in a peaked cap towards the walker."""
    mask = Image.new("L", image.size, 0)
    reach = (image.height - horizon) * 0.98 * growth
    outline = [
        (feet[0] + x * reach, image.height + 30 - y * reach * 0.80)
        for x, y in _capped_man()
    ]
    ImageDraw.Draw(mask).polygon(outline, fill=205)
    soft = mask.filter(ImageFilter.GaussianBlur(image.width / 260))
    shade(image, soft, (52, 40, 52))


def _capped_man() -> list[Point]:
    # One side of a bust seen from the front, mirrored: shoulders, neck, ear, cap. The
    # cap's plate is wide and its peak is a flat bar, so that it reads at any size.
    side = [
        (0.62, 0.0), (0.60, 0.20), (0.52, 0.30), (0.30, 0.385), (0.155, 0.42),
        (0.135, 0.50), (0.175, 0.56), (0.205, 0.60), (0.20, 0.68), (0.185, 0.735),
        (0.235, 0.755), (0.215, 0.79), (0.20, 0.84), (0.305, 0.93), (0.27, 0.985),
        (0.12, 1.03), (0.0, 1.045),
    ]  # fmt: skip
    return side + [(-x, y) for x, y in reversed(side)]


def walker(image: Image.Image, feet: Point, tall: float) -> None:
    """Draw the reporter from behind: long coat, hat, a typewriter's case, a scarf."""
    draw = ImageDraw.Draw(image)
    x, y = feet

    def at(points: list[Point]) -> list[Point]:
        return [(x + dx * tall, y - dy * tall) for dx, dy in points]

    draw.polygon(at([(-0.10, 0.0), (-0.03, 0.0), (-0.01, 0.3), (-0.11, 0.3)]), fill=INK)
    draw.polygon(at([(0.03, 0.03), (0.10, 0.03), (0.11, 0.3), (0.0, 0.3)]), fill=INK)
    coat = [
        (-0.19, 0.16), (-0.145, 0.55), (-0.16, 0.70), (-0.12, 0.79), (0.12, 0.79),
        (0.16, 0.70), (0.145, 0.55), (0.19, 0.16), (0.06, 0.19), (0.0, 0.15),
    ]  # fmt: skip
    draw.polygon(at(coat), fill=INK)
    draw.polygon(
        at([(0.12, 0.74), (0.19, 0.68), (0.235, 0.36), (0.17, 0.36)]), fill=INK
    )
    draw.polygon(at([(0.10, 0.37), (0.34, 0.37), (0.34, 0.20), (0.10, 0.20)]), fill=INK)
    draw.polygon(
        at([(-0.09, 0.79), (0.09, 0.79), (0.07, 0.855), (-0.07, 0.855)]), fill=RED
    )
    draw.polygon(at([(0.02, 0.82), (0.07, 0.81), (0.12, 0.56), (0.06, 0.56)]), fill=RED)
    draw.ellipse((*at([(-0.068, 0.97)])[0], *at([(0.068, 0.83)])[0]), fill=INK)
    draw.ellipse((*at([(-0.16, 0.955)])[0], *at([(0.16, 0.90)])[0]), fill=INK)
    draw.rounded_rectangle(
        (*at([(-0.085, 1.035)])[0], *at([(0.085, 0.92)])[0]), tall * 0.04, fill=INK
    )


def stalks(image: Image.Image, top: float, chance: random.Random, lean: float) -> None:
    """Draw ears of wheat in front, bending by ``lean``."""
    draw = ImageDraw.Draw(image)
    unit = image.height / 90
    count = round(image.width / unit * 1.9)
    for number in range(count):
        x = (number + chance.random()) * image.width / count
        tall = (image.height - top) * chance.uniform(0.55, 1.15)
        bend = chance.uniform(-0.6, 0.9) * unit * 2 + lean * unit * 5
        colour = mix(WHEAT, (96, 62, 26), chance.random() * 0.85)
        _stalk(draw, (x, image.height + unit), tall, bend, unit, colour)


def _stalk(
    draw: ImageDraw.ImageDraw,
    root: Point,
    tall: float,
    bend: float,
    unit: float,
    colour: Colour,
) -> None:
    tip = (root[0] + bend, root[1] - tall)
    line = max(1, round(unit * 0.16))
    draw.line((root, tip), fill=colour, width=line)
    angle = math.atan2(-tall, bend or 0.01)
    for grain_at in range(6):
        along = grain_at * unit * 0.62
        x = tip[0] - math.cos(angle) * along
        y = tip[1] - math.sin(angle) * along
        for side in (-0.55, 0.55):
            end = (
                x + math.cos(angle + side) * unit * 1.25,
                y + math.sin(angle + side) * unit * 1.25,
            )
            draw.line(((x, y), end), fill=colour, width=max(1, round(unit * 0.34)))


def _titles(image: Image.Image) -> None:
    draw = ImageDraw.Draw(image)
    width, height = image.size
    centre = width / 2
    spaced(
        draw,
        (centre, height * 0.048),
        "UN FILM DE AGNIESZKA HOLLAND",
        font(SMALL, width // 26),
        INK,
        width / 160,
    )
    spaced(
        draw,
        (centre, height * 0.122),
        "L'OMBRE DE",
        font(TITLE, width // 9),
        INK,
        width / 90,
    )
    spaced(
        draw,
        (centre, height * 0.262),
        "STALINE",
        font(TITLE, width // 4),
        INK,
        width / 80,
    )
    spaced(
        draw,
        (centre, height * 0.985),
        "affiche imaginée pour la démonstration",
        font(TYPED, width // 50),
        BONE,
        0,
    )
