"""How a past event of the ads stream forgets whom it was about."""

from toile.ads import rights
from toile.wire.events import Click, Impression
from toile.wire.ids import Aid, new_ulid
from toile.wire.money import Money

CAMILLE = Aid(b"camille-16-bytes")
THING = new_ulid(0)
ERASED_MS = 1_000


def erased_at(_: Aid) -> int:
    return ERASED_MS


def click(served_ms: int, at_ms: int) -> Click:
    return Click(
        id=new_ulid(at_ms),
        at_ms=at_ms,
        impression=new_ulid(served_ms),
        served_ms=served_ms,
        campaign=THING,
        line=THING,
        creative=THING,
        placement=THING,
        aid=CAMILLE,
        cookie_aid=CAMILLE,
    )


def impression(served_ms: int, at_ms: int) -> Impression:
    return Impression(
        id=new_ulid(at_ms),
        at_ms=at_ms,
        impression=new_ulid(served_ms),
        line=THING,
        creative=THING,
        placement=THING,
        price=Money(4_000),
        aid=CAMILLE,
    )


def test_a_click_in_a_tab_left_open_is_forgotten_with_the_ad_it_is_on() -> None:
    forgotten = rights.without_person(click(500, 2_000), erased_at)

    assert isinstance(forgotten, Click)
    assert (forgotten.aid, forgotten.cookie_aid) == (None, None)
    later = click(1_001, 2_000)
    assert rights.without_person(later, erased_at) == later


def test_an_impression_told_late_is_forgotten_with_the_ad_that_was_served() -> None:
    forgotten = rights.without_person(impression(500, 2_000), erased_at)

    assert isinstance(forgotten, Impression)
    assert forgotten.aid is None
    later = impression(1_001, 2_000)
    assert rights.without_person(later, erased_at) == later
