"""Uploaded files are what they claim to be, or the distributor learns what to do."""

import io
import os
import random
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from toile.ops import demo
from toile.portal.campaigns.models import Creative
from toile.portal.campaigns.services import add_creative
from toile.portal.campaigns.uploads.posters import POSTER_BYTES, check_poster
from toile.portal.campaigns.uploads.teasers import TEASER_BYTES, check_teaser

ARTWORK = Path(demo.__file__).parent / "artwork"
MakeImage = Callable[..., bytes]
SIZE = (160, 90)


def film(container: str, codec: str, seconds: float = 1, rate: int = 4) -> bytes:
    """Shoot a film of one grey picture."""
    out = io.BytesIO()
    with av.open(out, "w", format=container) as video:
        stream: Any = video.add_stream(codec, rate=rate)
        stream.width, stream.height = SIZE
        stream.pix_fmt = "yuv420p"
        for number in range(int(seconds * rate)):
            frame = av.VideoFrame(*SIZE, "yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, rate)
            video.mux(stream.encode(frame))
        video.mux(stream.encode(None))
    # SVT-AV1, run by root, takes the highest realtime priority: the tests after it, and
    # all that they start, would keep it, and the machine would come to a halt.
    os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
    return out.getvalue()


@pytest.fixture(scope="module")
def teaser() -> bytes:
    return film("mp4", "libx264")


@pytest.mark.parametrize(
    ("kind", "mime", "extension"),
    [
        ("JPEG", "image/jpeg", "jpg"),
        ("PNG", "image/png", "png"),
        ("WEBP", "image/webp", "webp"),
    ],
)
def test_a_poster_is_known_by_its_content(
    make_image: MakeImage, kind: str, mime: str, extension: str
) -> None:
    poster = check_poster(make_image(kind, 320, 480))
    assert (poster.mime, poster.width, poster.height) == (mime, 320, 480)
    assert poster.file.endswith(f".{extension}")
    assert len(poster.file.partition(".")[0]) == 64


def gif() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 250)).save(out, "GIF")
    return out.getvalue()


def moving_webp() -> bytes:
    frames = [Image.new("RGB", (300, 250), (shade, 0, 0)) for shade in (0, 99, 199)]
    out = io.BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "n’est pas une image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "n’est pas une image"),
        (b"<?php echo 1 ?>", "n’est pas une image"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "n’est pas une image"),
        (gif(), "n’est pas une image"),
        (moving_webp(), "animée"),
        (b"x" * (POSTER_BYTES + 1), "maximum est 150 ko"),
    ],
)
def test_what_is_no_poster_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        check_poster(content)


def test_a_cut_poster_is_refused(make_image: MakeImage) -> None:
    whole = make_image("JPEG", 600, 800)
    with pytest.raises(ValidationError, match="incomplète"):
        check_poster(whole[: len(whole) // 2])


@pytest.mark.parametrize("size", [(50, 400), (4_000, 300)])
def test_a_poster_of_the_wrong_size_is_refused(
    make_image: MakeImage, size: tuple[int, int]
) -> None:
    with pytest.raises(ValidationError, match="pixels"):
        check_poster(make_image("PNG", *size))


def test_a_bomb_is_refused_unopened(
    make_image: MakeImage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def explode(*_given: object) -> None:
        raise AssertionError("decoded")

    bomb = make_image("PNG", 6_000, 6_000)
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", explode)
    with pytest.raises(ValidationError, match="pixels"):
        check_poster(bomb)


@pytest.mark.parametrize(
    ("container", "codec", "mime"),
    [
        ("mp4", "libx264", "video/mp4"),
        ("webm", "libvpx-vp9", "video/webm"),
        ("mp4", "libsvtav1", "video/mp4"),
    ],
)
def test_a_teaser_is_known_by_its_content(
    container: str, codec: str, mime: str
) -> None:
    video = check_teaser(film(container, codec))
    assert os.sched_getscheduler(0) == os.SCHED_OTHER
    assert (video.mime, video.width, video.height) == (mime, *SIZE)
    assert 800 <= video.duration_ms <= 1_200


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "n’est pas une vidéo"),
        (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", "n’est pas une vidéo"),
        (b"\0\0\0\x18ftypisom" + b"\0" * 40, "abîmé"),
        (b"\x1a\x45\xdf\xa3" + b"\0" * 40, "abîmé"),
        (b"x" * (TEASER_BYTES + 1), r"pèse 3,81\S+Mo ; au-delà de 3,8\S+Mo les nav"),
    ],
)
def test_what_is_no_teaser_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        check_teaser(content)


def test_a_teaser_without_its_pictures_is_refused(teaser: bytes) -> None:
    start, end = teaser.index(b"mdat") + 4, teaser.index(b"moov") - 4
    assert start < end
    hollow = teaser[:start] + b"\0" * (end - start) + teaser[end:]
    with pytest.raises(ValidationError, match="abîmé"):
        check_teaser(hollow)


def test_a_teaser_that_browsers_cannot_play_is_refused() -> None:
    with pytest.raises(ValidationError, match="mpeg4"):
        check_teaser(film("mp4", "mpeg4"))


@pytest.mark.parametrize("boxes", [(b"avc1",), (b"mp4a", b"esds")])
def test_a_teaser_in_a_codec_that_nobody_knows_is_refused(
    boxes: tuple[bytes, ...],
) -> None:
    teaser = (ARTWORK / "ombre-teaser.mp4").read_bytes()
    for box in boxes:
        at = teaser.index(box, teaser.index(b"stsd"))
        teaser = teaser[:at] + b"zzzz" + teaser[at + 4 :]
    with pytest.raises(ValidationError, match="inconnu"):
        check_teaser(teaser)


@pytest.mark.parametrize(
    ("name", "check", "times"),
    [
        ("ombre-teaser.mp4", check_teaser, 150),
        ("ombre-600x900.webp", check_poster, 300),
    ],
)
def test_damaged_files_are_refused_or_taken_and_nothing_else(
    name: str, check: Callable[[bytes], object], times: int
) -> None:
    whole = (ARTWORK / name).read_bytes()
    chance = random.Random(26)
    refused = 0
    for _ in range(times):
        try:
            check(damaged(whole, chance))
        except ValidationError:
            refused += 1
    assert refused > times // 10


def damaged(whole: bytes, chance: random.Random) -> bytes:
    """Change some bytes of a file, most often where its structure is told."""
    content = bytearray(whole)
    reach = chance.choice([64, 1_024, 8_192, len(content)])
    for _ in range(chance.choice([1, 4, 32])):
        place = chance.randrange(min(reach, len(content)))
        # An MP4 may tell its structure at its end as well.
        content[place if chance.random() < 0.5 else -place - 1] = chance.randrange(256)
    if chance.random() < 0.1:
        del content[chance.randrange(len(content)) :]
    return bytes(content)


def test_a_teaser_of_over_a_minute_is_refused() -> None:
    with pytest.raises(ValidationError, match="60 secondes"):
        check_teaser(film("mp4", "libx264", seconds=62, rate=1))


def test_a_creative_is_kept_under_its_contents_name(
    world: Any, media: Path, make_image: MakeImage, teaser: bytes
) -> None:
    poster = make_image("PNG")
    creative = add_creative(world.campaign, "Teaser", poster, teaser)
    assert creative.kind == Creative.Kind.TEASER
    assert (media / creative.poster_file).read_bytes() == poster
    assert (media / creative.teaser_file).read_bytes() == teaser
    assert not list(media.glob(".upload-*"))


def test_all_faults_of_an_upload_are_told_at_once_and_nothing_is_kept(
    world: Any, media: Path, sign_in: Callable[[str], Client]
) -> None:
    kept = sorted(media.iterdir())
    answer = sign_in("condor").post(
        reverse("campaigns:add_creative", args=[world.campaign.id]),
        {
            "name": "Fausse",
            "poster": SimpleUploadedFile("a.jpg", b"GIF89a nothing", "image/jpeg"),
            "teaser": SimpleUploadedFile("b.mp4", b"nothing", "video/mp4"),
        },
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "n’est pas une image" in text
    assert "n’est pas une vidéo" in text
    assert Creative.objects.count() == 1
    assert sorted(media.iterdir()) == kept
