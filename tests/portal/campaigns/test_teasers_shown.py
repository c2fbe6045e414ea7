"""Who judges a campaign watches its teaser first; players may ask for one range."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from toile.ops import demo
from toile.portal.campaigns.models import Campaign, Creative
from toile.portal.campaigns.services import add_creative, submit

TEASER = (Path(demo.__file__).parent / "artwork/ombre-teaser.mp4").read_bytes()
SIZE = len(TEASER)
SignIn = Callable[[str], Client]


@pytest.fixture
def creative(world: Any, make_image: Callable[..., bytes]) -> Creative:
    """A teaser of Condor's, which the union is asked about."""
    made = add_creative(world.campaign, "Teaser", make_image("PNG"), TEASER)
    submit(world.campaign)
    return made


@pytest.mark.parametrize("who", ["scare", "scare_viewer", "condor", "klox"])
def test_the_teaser_is_with_the_campaigns_creatives_before_it_is_live(
    creative: Creative, sign_in: SignIn, who: str
) -> None:
    page = reverse("campaigns:creatives", args=[creative.campaign_id])
    watch = reverse("campaigns:teaser", args=[creative.id])
    assert f'src="{watch}"' in sign_in(who).get(page).content.decode()
    answer = sign_in(who).get(watch)
    assert (answer.status_code, answer.content) == (200, TEASER)
    assert answer.headers["Content-Type"] == "video/mp4"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Cache-Control"].startswith("private")


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-1", 0, 1),
        ("bytes=100-", 100, SIZE - 1),
        ("bytes=-100", SIZE - 100, SIZE - 1),
        (f"bytes=5-{SIZE + 5}", 5, SIZE - 1),
    ],
)
def test_one_range_is_honoured(
    creative: Creative, sign_in: SignIn, asked: str, first: int, last: int
) -> None:
    watch = reverse("campaigns:teaser", args=[creative.id])
    answer = sign_in("scare").get(watch, headers={"Range": asked})
    assert answer.status_code == 206
    assert answer.content == TEASER[first : last + 1]
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{SIZE}"


def test_a_range_beyond_the_end_is_416_and_a_strange_one_ignored(
    creative: Creative, sign_in: SignIn
) -> None:
    watch = reverse("campaigns:teaser", args=[creative.id])
    beyond = sign_in("scare").get(watch, headers={"Range": f"bytes={SIZE}-"})
    assert beyond.status_code == 416
    assert beyond.headers["Content-Range"] == f"bytes */{SIZE}"
    for strange in ("bytes=-", "bytes=0-1,3-4", "items=0-1", "bytes=٣-٤"):
        given = {"HTTP_RANGE": strange}
        assert sign_in("scare").get(watch, **given).content == TEASER  # type: ignore[arg-type]


def test_a_poster_alone_has_no_teaser(world: Any, sign_in: SignIn) -> None:
    watch = reverse("campaigns:teaser", args=[world.creative.id])
    assert sign_in("scare").get(watch).status_code == 404


@pytest.mark.parametrize("status", Campaign.Status.values)
def test_a_campaign_that_may_end_has_the_button_behind_a_question(
    world: Any, sign_in: SignIn, status: str
) -> None:
    Campaign.objects.filter(pk=world.campaign.pk).update(status=status)
    page = reverse("campaigns:settings", args=[world.campaign.id])
    condor = sign_in("condor")
    before, _, asked = condor.get(page).content.decode().partition("<details")
    assert 'value="end"' not in before
    may = status in {"approved", "live", "paused"}
    assert ("Terminer pour de bon" in asked) is may
    move = reverse("campaigns:move", args=[world.campaign.id])
    condor.post(move, {"move": "end"})
    world.campaign.refresh_from_db()
    assert world.campaign.status == ("ended" if may else status)
    for other in ("condor_viewer", "scare"):
        assert 'class="confirm"' not in sign_in(other).get(page).content.decode()
