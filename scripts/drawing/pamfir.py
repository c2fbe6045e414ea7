"""Le Serment de Pamfir: a carnival mask of straw and horn, a forest, a fire behind."""

import math
import random

from drawing.paper import (
    BONE,
    SERIF,
    SMALL,
    TITLE,
    Colour,
    Point,
    dice,
    font,
    gradient,
    grain,
    mix,
    spaced,
    vignette,
)
from PIL import Image, ImageChops, ImageDraw, ImageFilter

NIGHT: Colour = (9, 16, 27)
DUSK: Colour = (24, 44, 58)
EMBER: Colour = (214, 74, 24)
FLAME: Colour = (255, 190, 84)
STRAW: Colour = (214, 164, 82)
BARK: Colour = (6, 9, 15)


def poster(size: tuple[int, int]) -> Image.Image:
    """Draw the upright poster at the given size."""
    width, height = size
    image = _forest(size, (width * 0.5, height * 0.52), dice(11))
    _mask(image, (width * 0.5, height * 0.47), width * 0.27, dice(3))
    _ground(image, height * 0.84)
    draw = ImageDraw.Draw(image)
    spaced(
        draw,
        (width / 2, height * 0.065),
        "UN FILM DE DMYTRO SUKHOLYTKYY-SOBCHUK",
        font(SMALL, width // 28),
        (226, 200, 160),
        width / 190,
    )
    draw.text(
        (width / 2, height * 0.852),
        "Le Serment de",
        font=font(SERIF, width // 11),
        fill=BONE,
        anchor="ms",
    )
    spaced(
        draw,
        (width / 2, height * 0.953),
        "PAMFIR",
        font(TITLE, width // 5),
        FLAME,
        width / 40,
    )
    draw.text(
        (width / 2, height * 0.985),
        "affiche imaginée pour la démonstration",
        font=font(SERIF, width // 44),
        fill=(150, 130, 110),
        anchor="ms",
    )
    return grain(image, 0.32, 9)


def banner(size: tuple[int, int]) -> Image.Image:
    """Draw the wide banner; its left third is left dark for the ad's own words."""
    width, height = size
    image = _forest(size, (width * 0.86, height * 0.62), dice(4))
    _mask(image, (width * 0.86, height * 0.57), height * 0.235, dice(3))
    draw = ImageDraw.Draw(image)
    left = width * 0.34
    draw.text(
        (left, height * 0.36),
        "Le Serment de",
        font=font(SERIF, height // 4),
        fill=BONE,
        anchor="ls",
    )
    draw.text(
        (left, height * 0.74),
        "PAMFIR",
        font=font(TITLE, round(height * 0.46)),
        fill=FLAME,
        anchor="ls",
    )
    draw.text(
        (left, height * 0.90),
        "UN FILM DE DMYTRO SUKHOLYTKYY-SOBCHUK",
        font=font(SMALL, height // 11),
        fill=(226, 200, 160),
        anchor="ls",
    )
    return grain(image, 0.3, 9)


def _forest(size: tuple[int, int], fire: Point, chance: random.Random) -> Image.Image:
    image = gradient(size, NIGHT, DUSK)
    _glow(image, fire, min(size) * 0.62)
    for distance in range(3):
        _trunks(image, distance, chance)
        _glow(image, fire, min(size) * (0.42 - distance * 0.12))
    _sparks(image, fire, chance)
    vignette(image, 170)
    return image


def _glow(image: Image.Image, centre: Point, radius: float) -> None:
    light = Image.new("RGB", image.size, (0, 0, 0))
    draw = ImageDraw.Draw(light)
    for step in range(24, 0, -1):
        reach = radius * step / 24
        inner = 1 - step / 24
        warm, strength = mix(EMBER, FLAME, inner * 0.6), inner**1.3 * 0.62
        box = (centre[0] - reach, centre[1] - reach * 1.15)
        end = (centre[0] + reach, centre[1] + reach * 1.15)
        draw.ellipse((*box, *end), fill=mix((0, 0, 0), warm, strength))
    soft = light.filter(ImageFilter.GaussianBlur(radius / 9))
    image.paste(ImageChops.screen(image, soft), (0, 0))


def _trunks(image: Image.Image, distance: int, chance: random.Random) -> None:
    draw = ImageDraw.Draw(image)
    count = round(image.width / image.height * 14) - distance * 2 + 4
    for number in range(count):
        x = (number + chance.uniform(0.1, 0.9)) * image.width / count
        thick = min(image.size) * (0.008 + 0.011 * distance) * chance.uniform(0.6, 1.4)
        tilt = chance.uniform(-0.02, 0.02) * image.height
        colour = mix(mix(DUSK, EMBER, 0.12), BARK, 0.45 + 0.27 * distance)
        sides = [(x - thick, image.height), (x - thick * 0.6 + tilt, 0)]
        others = [(x + thick * 0.6 + tilt, 0), (x + thick, image.height)]
        draw.polygon(sides + others, fill=colour)
        for _ in range(3 + distance):
            y = chance.uniform(0, image.height * 0.6)
            reach = chance.choice((-1, 1)) * thick * chance.uniform(3, 7)
            branch = (x + tilt / 2, y, x + reach, y - abs(reach) * 0.7)
            draw.line(branch, fill=colour, width=max(1, round(thick * 0.3)))


def _sparks(image: Image.Image, fire: Point, chance: random.Random) -> None:
    draw = ImageDraw.Draw(image)
    reach = min(image.size) * 0.5
    for _ in range(170):
        angle = chance.uniform(-math.pi * 0.95, -math.pi * 0.05)
        far = reach * chance.random() ** 0.6 * 1.2
        x, y = fire[0] + math.cos(angle) * far, fire[1] + math.sin(angle) * far
        dot = chance.uniform(0.6, 2.4) * min(image.size) / 900
        colour = mix(FLAME, EMBER, chance.random())
        draw.ellipse((x - dot, y - dot, x + dot, y + dot), fill=colour)


def _mask(
    image: Image.Image, centre: Point, unit: float, chance: random.Random
) -> None:
    draw = ImageDraw.Draw(image)
    _straw(draw, centre, unit, chance)
    for side in (-1, 1):
        _horn(draw, centre, unit, side)

    def at(points: list[Point]) -> list[Point]:
        return [(centre[0] + x * unit, centre[1] + y * unit) for x, y in points]

    half = [
        (0.0, -0.86), (0.30, -0.84), (0.53, -0.66), (0.62, -0.36), (0.58, 0.02),
        (0.44, 0.42), (0.24, 0.80), (0.0, 1.02),
    ]  # fmt: skip
    face = half + [(-x, y) for x, y in reversed(half)]
    draw.polygon(at(face), fill=(34, 19, 17))
    lit = [(x * 0.93, y * 0.95) for x, y in half]
    draw.polygon(
        at(lit + [(-x * 0.08, y) for x, y in reversed(lit)]), fill=(74, 32, 22)
    )
    draw.polygon(at([(-x, y) for x, y in lit]), fill=(50, 24, 20))
    draw.polygon(
        at([(0, -0.52), (0.11, 0.22), (0.0, 0.32), (-0.11, 0.22)]), fill=(112, 50, 28)
    )
    draw.polygon(at([(0, -0.52), (0.11, 0.22), (0.0, 0.32)]), fill=(150, 68, 34))
    for side in (-1, 1):
        _eye(draw, at([(side * 0.28, -0.24)])[0], unit, side)
        for line in range(3):
            start, end = (
                (side * 0.16, 0.40 + line * 0.10),
                (side * 0.42, 0.10 + line * 0.16),
            )
            draw.line(at([start, end]), fill=BONE, width=max(1, round(unit * 0.022)))
    for number in range(7):
        x = (number - 3) * 0.085
        top, low = 0.50 + abs(x) * 0.1, 0.64 - abs(x) * 0.28
        draw.polygon(at([(x - 0.035, top), (x + 0.035, top), (x, low)]), fill=BONE)
    for number in range(5):
        y = -0.74 + number * 0.012
        x = (number - 2) * 0.17
        draw.ellipse(
            (*at([(x - 0.035, y - 0.035)])[0], *at([(x + 0.035, y + 0.035)])[0]),
            fill=EMBER,
        )


def _eye(draw: ImageDraw.ImageDraw, centre: Point, unit: float, side: int) -> None:
    for reach, colour in (
        (0.185, BONE),
        (0.145, (8, 6, 8)),
        (0.085, FLAME),
        (0.045, (255, 240, 200)),
    ):
        x, y = centre[0] - side * unit * 0.01, centre[1]
        far = reach * unit
        draw.ellipse((x - far, y - far * 0.82, x + far, y + far * 0.82), fill=colour)


def _horn(draw: ImageDraw.ImageDraw, centre: Point, unit: float, side: int) -> None:
    for step in range(60):
        along = step / 59
        angle = -math.pi / 2 + side * (0.35 + 1.55 * along)
        x = centre[0] + side * unit * 0.42 + math.cos(angle) * unit * 0.85 * along
        y = centre[1] - unit * 0.70 - math.sin(math.pi * along * 0.62) * unit * 0.95
        thick = unit * 0.15 * (1 - along) ** 0.8 + unit * 0.012
        ring = step % 6 < 2
        colour = (92, 76, 60) if ring else (168, 146, 112)
        draw.ellipse((x - thick, y - thick, x + thick, y + thick), fill=colour)


def _straw(
    draw: ImageDraw.ImageDraw, centre: Point, unit: float, chance: random.Random
) -> None:
    for number in range(620):
        angle = number / 620 * math.tau + chance.uniform(-0.05, 0.05)
        near = unit * 0.45
        far = (
            unit * chance.uniform(1.02, 1.46) * (1.12 if math.sin(angle) > 0 else 0.88)
        )
        start = (centre[0] + math.cos(angle) * near, centre[1] + math.sin(angle) * near)
        end = (
            centre[0] + math.cos(angle + chance.uniform(-0.08, 0.08)) * far,
            centre[1] + math.sin(angle) * far * 1.12,
        )
        colour = mix(STRAW, (70, 38, 20), chance.random() ** 0.7)
        draw.line((start, end), fill=colour, width=max(1, round(unit * 0.014)))


def _ground(image: Image.Image, top: float) -> None:
    mask = Image.new("L", image.size, 0)
    draw = ImageDraw.Draw(mask)
    draw.rectangle((0, top, image.width, image.height), fill=255)
    soft = mask.filter(ImageFilter.GaussianBlur(image.height / 22))
    image.paste(Image.new("RGB", image.size, NIGHT), (0, 0), soft)
