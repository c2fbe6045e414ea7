"""A preview is the served frame itself, and tells nobody that it was looked at."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import reverse

import toile

SignIn = Callable[[str], Client]


def frame(client: Client, world: Any) -> Any:
    args = [world.creative.id, world.placement.id]
    return client.get(reverse("campaigns:preview_frame", args=args))


def test_it_is_the_edges_own_page_under_a_policy_that_lets_nothing_out(
    world: Any, sign_in: SignIn
) -> None:
    type(world.film).objects.update(title="</script><b>TOILE_NONCE")
    answer = frame(sign_in("scare"), world)
    page = answer.content.decode()
    served = Path(toile.__file__).parent / "edge/bundles/frame.html"
    assert page[:400] == served.read_text()[:400]
    assert "</script><b>" not in page
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "connect-src" not in policy
    assert "frame-ancestors 'self'" in policy
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    for counted in ("/imp?", "/view?", "/click/"):
        assert counted not in page.partition("toileAd=")[2].partition("\n")[0]


def test_a_preview_has_an_address_of_its_own(world: Any, sign_in: SignIn) -> None:
    url = reverse("campaigns:preview", args=[world.campaign.id])
    query = {
        "creation": world.creative.id,
        "emplacement": world.placement.id,
        "ecran": "telephone",
    }
    page = sign_in("scare").get(url, query).content.decode()
    assert "mock-phone" in page
    assert 'width="300" height="250"' in page
    wrong = sign_in("scare").get(url, query | {"creation": "x", "ecran": "montre"})
    assert wrong.status_code == 200
    assert "<iframe" not in wrong.content.decode()
