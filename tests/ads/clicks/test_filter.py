"""The click filter: each reason, and what uses up a token."""

import msgspec
import pytest

from toile.ads.clicks.filter import Earlier, judge, uses_token
from toile.ads.clicks.redirect import film_page
from toile.ads.clicks.unbilled import UnbilledReason
from toile.wire.events import Click
from toile.wire.ids import Aid, Ulid

CAMILLE = Aid(b"camille-16-bytes")
SERVED = 1_795_000_000_000
AT = SERVED + 5_000
FINE = Click(
    id=Ulid("01M85275QPHZD88PEEFXQ0HCTA"),
    at_ms=AT,
    impression=Ulid("01M85275QPHZD88PEEFXQ0HCTB"),
    served_ms=SERVED,
    campaign=Ulid("01M85275QPHZD88PEEFXQ0HCTC"),
    line=Ulid("01M85275QPHZD88PEEFXQ0HCTD"),
    creative=Ulid("01M85275QPHZD88PEEFXQ0HCTE"),
    placement=Ulid("01M85275QPHZD88PEEFXQ0HCTF"),
    aid=CAMILLE,
    cookie_aid=CAMILLE,
)


def test_a_click_by_a_person_of_the_pool_is_billed() -> None:
    assert judge(FINE, Earlier()) is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"agent": "bot"}, UnbilledReason.BOT),
        ({"agent": "none"}, UnbilledReason.BOT),
        ({"prefetch": True}, UnbilledReason.PREFETCH),
        ({"fetched": True}, UnbilledReason.NOT_FOLLOWED),
        ({"expired": True}, UnbilledReason.EXPIRED),
        ({"aid": None, "cookie_aid": None}, UnbilledReason.NOT_IN_POOL),
        ({"cookie_aid": None}, UnbilledReason.OTHER_BROWSER),
        ({"cookie_aid": Aid(b"paul----16-bytes")}, UnbilledReason.OTHER_BROWSER),
        ({"at_ms": SERVED + 999}, UnbilledReason.TOO_FAST),
    ],
)
def test_what_the_edge_saw_refuses(
    change: dict[str, object], reason: UnbilledReason
) -> None:
    assert judge(msgspec.structs.replace(FINE, **change), Earlier()) is reason


@pytest.mark.parametrize(
    ("earlier", "reason"),
    [
        (Earlier(clicked=True), UnbilledReason.REPLAYED),
        (Earlier(same_creative_ms=AT - 29_999), UnbilledReason.DOUBLE_CLICK),
        (Earlier(same_creative_ms=AT + 29_999), UnbilledReason.DOUBLE_CLICK),
        (Earlier(same_creative_ms=AT - 30_000), None),
        (Earlier(billed_ms=AT - 86_399_999), UnbilledReason.DAILY_LIMIT),
        (Earlier(billed_ms=AT - 86_400_000), None),
    ],
)
def test_what_was_clicked_before_refuses(
    earlier: Earlier, reason: UnbilledReason | None
) -> None:
    assert judge(FINE, earlier) is reason


def test_a_prefetch_does_not_use_up_the_token() -> None:
    assert not uses_token(UnbilledReason.PREFETCH)
    assert not uses_token(UnbilledReason.BOT)
    assert uses_token(UnbilledReason.TOO_FAST)
    assert uses_token(None)


def test_a_click_leads_to_the_films_page() -> None:
    assert (
        film_page(254025)
        == "https://www.allocine.fr/film/fichefilm_gen_cfilm=254025.html"
    )
