"""One good poster and one trailer become what placements need; the rest is told."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from toile.ops import demo
from toile.portal.campaigns import services
from toile.portal.campaigns.masters.sizes import most_bytes
from toile.portal.campaigns.models import Master, Rendition
from toile.portal.campaigns.uploads.store import find
from toile.portal.campaigns.uploads.teasers import TEASER_BYTES, check_teaser
from toile.portal.jobs.models import Job
from toile.worker.publish.plans import _creative

SignIn = Callable[[str], Client]
ARTWORK = Path(demo.__file__).parent / "artwork"
TRAILER = (ARTWORK / "ombre-teaser.mp4").read_bytes()
KEY = "01HZZZZZZZZZZZZZZZZZZZZZZ4"
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 500


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (900, 1350), **how: Any
) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 90).convert(how.pop("mode", "RGB")).save(out, kind, **how)
    return out.getvalue()


def animated() -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (600, 900), colour) for colour in ("red", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    return out.getvalue()


def post(client: Client, world: Any, kind: str, content: bytes, **more: Any) -> Any:
    file = SimpleUploadedFile("fichier 🎬.jpg", content)
    given = {"kind": kind, "key": KEY, "file": file} | more
    return client.post(reverse("campaigns:masters", args=[world.film.id]), given)


def told(_part: float) -> None:
    """Hear of progress."""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7 " + b"x" * 900, "est un PDF"),
        (HEIC, "format HEIC"),
        (animated(), "est un GIF"),
        (picture(size=(1, 1)), "1 × 1 pixels"),
        (picture(mode="CMYK"), "en CMJN"),
        (picture()[:20_000], "incomplète ou abîmée"),
        (b"nothing", "n’est pas une image"),
        (b"", "est vide"),
        (TRAILER[:2_000], "n’est pas une image"),
    ],
)
def test_a_wrong_poster_is_told_in_a_sentence(
    world: Any, sign_in: SignIn, content: bytes, said: str
) -> None:
    answer = post(sign_in("condor"), world, "poster", content)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Master.objects.exists()
    assert not list(_masters())


@pytest.mark.parametrize(
    ("content", "more", "said"),
    [
        (TRAILER[: len(TRAILER) // 2], {}, "incomplète ou abîmée"),
        (TRAILER[-2_000:], {}, "n’est pas une vidéo"),
        (picture(), {}, "n’est pas une vidéo"),
        (b"", {}, "est vide"),
        (TRAILER, {"from_s": "60"}, "commence trop tard"),
        (TRAILER, {"length_s": "61"}, "inférieure ou égale à 60"),
        (TRAILER, {"from_s": "-1"}, "supérieure ou égale à 0"),
    ],
)
def test_a_wrong_trailer_is_told_in_a_sentence(
    world: Any, sign_in: SignIn, content: bytes, more: dict[str, str], said: str
) -> None:
    given = {"from_s": "0", "length_s": "30"} | more
    answer = post(sign_in("condor"), world, "trailer", content, **given)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert f'value="{given["from_s"]}"' in page
    assert not Master.objects.exists()
    assert not list(_masters())


def _masters() -> list[Path]:
    from django.conf import settings  # noqa: PLC0415 - the test's own folder

    return list((Path(settings.MEDIA_ROOT) / "masters").glob("*"))


def test_a_poster_becomes_one_picture_a_size_each_light_enough(
    world: Any, sign_in: SignIn
) -> None:
    for _ in range(2):
        assert post(sign_in("condor"), world, "poster", picture()).status_code == 302
    master = Master.objects.get()
    assert Job.objects.get().arguments == {"master": master.id}
    for _ in range(2):
        services.make_renditions(master.id, told)
    made = {one.size: one for one in master.renditions.all()}
    assert {"", "300x250", "300x600", "970x250"} <= set(made)
    for size, one in made.items():
        file = find(one.file)
        assert file is not None
        with Image.open(file) as image:
            assert image.size == (one.width, one.height)
            assert abs(image.width / image.height - 900 / 1350) < 0.01
        width, height = map(int, (size or "0x0").split("x"))
        assert file.stat().st_size == one.bytes <= most_bytes(width, height)
    assert made["300x250"].height == 500


def test_an_excerpt_becomes_a_teaser_that_every_browser_plays(
    world: Any, sign_in: SignIn
) -> None:
    answer = post(
        sign_in("condor"), world, "trailer", TRAILER, from_s="2", length_s="6"
    )
    assert answer.status_code == 302
    master = Master.objects.get()
    parts: list[float] = []
    services.make_renditions(master.id, parts.append)
    assert parts == sorted(parts)
    master.refresh_from_db()
    assert (master.state, master.percent) == ("done", 100)
    made = master.renditions.get()
    file = find(made.file)
    assert file is not None
    content = file.read_bytes()
    assert len(content) <= TEASER_BYTES
    checked = check_teaser(content)
    assert (checked.width, checked.height) == (640, 360)
    assert abs(checked.duration_ms - 6_000) < 150
    # The index before the pictures: it plays before it is all there.
    assert content.find(b"moov") < content.find(b"mdat")
    with av.open(str(file)) as video:
        assert video.streams.video[0].codec_context.name == "h264"
        assert [one.codec_context.name for one in video.streams.audio] in ([], ["aac"])


def test_a_failure_is_told_and_can_be_tried_again(
    world: Any, sign_in: SignIn, media: Path
) -> None:
    condor = sign_in("condor")
    post(condor, world, "poster", picture())
    master = Master.objects.get()
    kept = media / "masters" / master.file
    content = kept.read_bytes()
    kept.unlink()
    with pytest.raises(Exception, match="préparation"):
        services.make_renditions(master.id, told)
    page = reverse("campaigns:masters", args=[world.film.id])
    assert "La préparation a échoué" in condor.get(page).content.decode()
    kept.write_bytes(content)
    condor.post(reverse("campaigns:retry_master", args=[master.id]))
    services.make_renditions(master.id, told)
    assert "300x250" in condor.get(page).content.decode()


def test_a_creative_made_of_them_reaches_the_plan_with_its_sizes(
    world: Any, sign_in: SignIn
) -> None:
    condor = sign_in("condor")
    post(condor, world, "poster", picture())
    poster = Master.objects.get()
    early = condor.post(
        reverse("campaigns:creatives_step", args=[world.campaign.id]),
        {"name": "A", "poster": poster.id},
    )
    assert early.status_code == 422
    services.make_renditions(poster.id, told)
    condor.post(
        reverse("campaigns:creatives_step", args=[world.campaign.id]),
        {"name": "A", "poster": poster.id},
    )
    creative = world.campaign.creatives.get(name="A")
    creative.weight = 2
    published = _creative(creative)
    fit = Rendition.objects.get(master=poster, size="300x250")
    assert published.poster.fits["300x250"].file == fit.file
    assert (published.weight, published.kind) == (2, "poster")


def test_a_masters_file_is_never_served_as_media(
    world: Any, sign_in: SignIn, media: Path
) -> None:
    post(sign_in("condor"), world, "poster", picture())
    master = Master.objects.get()
    assert (media / "masters" / master.file).is_file()
    assert find(master.file) is None


def test_nobody_unknown_has_a_large_body_read(
    world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def explode(*_given: object) -> None:
        raise AssertionError("the body was read")

    monkeypatch.setattr("django.http.HttpRequest._load_post_and_files", explode)
    url = reverse("campaigns:masters", args=[world.film.id])
    answer = Client(enforce_csrf_checks=True).generic("POST", url, b"x" * 5_000_000)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/connexion/")
