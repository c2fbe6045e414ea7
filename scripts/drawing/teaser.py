"""The teaser of L'Ombre de Staline: twelve seconds of typing, wheat and shadow."""

import math
from array import array
from fractions import Fraction
from pathlib import Path

import av
from drawing import staline
from drawing.paper import BONE, INK, RED, SMALL, TITLE, TYPED, dice, font, mix, spaced
from PIL import Image, ImageDraw

SIZE = (640, 360)
RATE = 24
SECONDS = 12
TYPING_ENDS = 4.4
FIELD_ENDS = 9.0
SOUND_RATE = 44_100
TYPED_WORDS = ("Moscou, mars 1933.", "", "Il n'y a pas de pain.", "Nous mourons.")
LETTERS_A_SECOND = 14


def still(size: tuple[int, int]) -> Image.Image:
    """Draw the poster that stands before the teaser plays."""
    image = staline.wide(size)
    draw = ImageDraw.Draw(image)
    width, height = size
    spaced(
        draw,
        (width / 2, height * 0.185),
        "L'OMBRE DE STALINE",
        font(TITLE, height // 7),
        INK,
        height / 90,
    )
    spaced(
        draw,
        (width / 2, height * 0.27),
        "UN FILM DE AGNIESZKA HOLLAND",
        font(SMALL, height // 19),
        INK,
        height / 130,
    )
    return image


def encode(path: Path) -> None:
    """Write the teaser: H.264 and AAC, its index in front so that it starts at once."""
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as container:
        video = container.add_stream("libx264", rate=RATE)
        video.width, video.height = SIZE
        video.pix_fmt = "yuv420p"
        video.options = {"crf": "25", "preset": "veryslow", "profile": "high"}
        audio = container.add_stream("aac", rate=SOUND_RATE, layout="mono")
        audio.bit_rate = 64_000
        scene = _Scene()
        for number in range(SECONDS * RATE):
            picture = scene.at(number / RATE).convert("RGB")
            container.mux(video.encode(_frame(picture)))
        container.mux(video.encode(None))
        for frame in _sound():
            container.mux(audio.encode(frame))
        container.mux(audio.encode(None))


class _Scene:
    """Draws any moment; keeps the snow, so that flakes fall rather than jump."""

    def __init__(self) -> None:
        chance = dice(33)
        self._flakes = [
            (chance.random(), chance.random(), chance.uniform(0.4, 1.0))
            for _ in range(130)
        ]

    def at(self, second: float) -> Image.Image:
        if second < TYPING_ENDS:
            picture = _typing(second)
            return _faded(picture, second / 0.4)
        if second < FIELD_ENDS:
            picture = self._field(second - TYPING_ENDS)
            ends = FIELD_ENDS - second
            return _faded(picture, min((second - TYPING_ENDS) / 0.6, ends / 0.4))
        return _faded(
            _card(second - FIELD_ENDS),
            min((second - FIELD_ENDS) / 0.5, (SECONDS - second) / 0.5),
        )

    def _field(self, second: float) -> Image.Image:
        length = FIELD_ENDS - TYPING_ENDS
        growth = 0.25 + 0.75 * (1 - (1 - second / length) ** 2)
        lean = math.sin(second * 2.1) * 0.8
        picture = staline.wide((SIZE[0] * 2, SIZE[1] * 2), lean, growth)
        draw = ImageDraw.Draw(picture)
        for x, y, near in self._flakes:
            left = (x + second * 0.05 * near) % 1 * picture.width
            top = (y + second * 0.16 * near) % 1 * picture.height
            dot = near * 3.2
            draw.ellipse((left - dot, top - dot, left + dot, top + dot), fill=BONE)
        return picture.resize(SIZE, Image.Resampling.LANCZOS)


def _typing(second: float) -> Image.Image:
    picture = Image.new("RGB", SIZE, BONE)
    draw = ImageDraw.Draw(picture)
    face = font(TYPED, 34)
    left = round(second * LETTERS_A_SECOND)
    y, cursor = 96, (84.0, 96)
    for words in TYPED_WORDS:
        shown = words[: max(0, left)]
        left -= len(words) + 2
        colour = RED if words.startswith("Nous") else INK
        draw.text((84, y), shown, font=face, fill=colour)
        if shown:
            cursor = (84 + face.getlength(shown), y)
        y += 46
    # The type bar that is about to strike.
    draw.rectangle((cursor[0] + 4, cursor[1] + 33, cursor[0] + 22, cursor[1] + 37), INK)
    draw.rectangle((0, 306, SIZE[0], 360), fill=INK)
    draw.rectangle((0, 298, SIZE[0], 302), fill=RED)
    return picture


def _card(second: float) -> Image.Image:
    picture = Image.new("RGB", SIZE, INK)
    draw = ImageDraw.Draw(picture)
    gap = 6 + second * 0.9
    spaced(draw, (320, 128), "L'OMBRE DE", font(SMALL, 44), BONE, gap)
    spaced(draw, (320, 222), "STALINE", font(TITLE, 104), RED, gap)
    if second > 0.9:
        colour = mix(INK, BONE, min(1.0, second - 0.9))
        text = "dans les salles Art et Essai"
        draw.text((320, 280), text, font=font(TYPED, 20), fill=colour, anchor="ms")
    return picture


def _faded(picture: Image.Image, share: float) -> Image.Image:
    if share >= 1:
        return picture
    return Image.blend(Image.new("RGB", SIZE, INK), picture, max(0.0, share))


def _frame(picture: Image.Image) -> av.VideoFrame:
    frame = av.VideoFrame(*SIZE, "rgb24")
    frame.planes[0].update(picture.tobytes())
    return frame


def _sound() -> list[av.AudioFrame]:
    """Make a low drone, with a soft tick for each letter struck."""
    chance = dice(8)
    length = 1024
    strikes = _strike_times()
    frames = []
    for start in range(0, SECONDS * SOUND_RATE, length):
        samples = array("h")
        for index in range(start, start + length):
            second = index / SOUND_RATE
            swell = 0.35 + 0.65 * min(1.0, second / FIELD_ENDS)
            fade = min(1.0, (SECONDS - second) / 1.5, second / 0.5)
            value = 0.10 * math.sin(math.tau * 55 * second)
            value += 0.06 * math.sin(math.tau * 82.5 * second + 0.4)
            value += 0.03 * math.sin(math.tau * 110.6 * second)
            value *= swell * max(0.0, fade)
            since = second - strikes.get(int(second * LETTERS_A_SECOND), 99.0)
            if 0 <= since < 0.03:
                value += 0.16 * chance.uniform(-1, 1) * math.exp(-since * 160)
            samples.append(round(max(-1.0, min(1.0, value)) * 32_000))
        frame = av.AudioFrame(format="s16", layout="mono", samples=length)
        frame.sample_rate, frame.pts = SOUND_RATE, start
        frame.time_base = Fraction(1, SOUND_RATE)
        frame.planes[0].update(samples.tobytes())
        frames.append(frame)
    return frames


def _strike_times() -> dict[int, float]:
    strikes, position = {}, 0
    for words in TYPED_WORDS:
        for letter in words:
            if letter != " ":
                strikes[position] = position / LETTERS_A_SECOND
            position += 1
        position += 2
    return {number: at for number, at in strikes.items() if at < TYPING_ENDS}
