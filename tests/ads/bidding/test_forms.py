"""A bid filled in says what the same bid written anew says, to the letter."""

from typing import Any

import msgspec
import pytest
from bidding_world import EXCHANGE, POPUP, SQUARE, asking, banner, line, plan_of, read

from toile.ads.bidding.answer import Sale, Wording, bid_of
from toile.ads.bidding.choose import Choice
from toile.ads.bidding.forms import Forms
from toile.ads.bidding.show import BANNER, Shown
from toile.ads.creatives.addresses import Hosts
from toile.ads.creatives.documents import Documents
from toile.ads.creatives.frame import FrameTokens
from toile.ads.creatives.frames import Frames
from toile.wire.ids import Ulid
from toile.wire.money import Money
from toile.wire.openrtb.response import encode, price_of

HOSTS = Hosts("https://ads.example", "https://portal.example")
ODD = line(distributor='100 % "Condor" %(id)b', film_title="%s", bid=Money(4_200_000))
WORDING = Wording(HOSTS, "ads.example", Documents(), Frames(), plan_of(ODD))
DSA = {"ext": {"dsa": {"dsarequired": 2, "pubrender": 0, "datatopub": 1}}}

FORMS = Forms()


def sale(number: int, request: dict[str, Any], **changed: Any) -> Sale:
    """The sale of one impression; two of other numbers have nothing in common."""
    asked = read(request)
    (creative,) = ODD.creatives
    price = Money(1_000_000 + number)
    values: dict[str, Any] = {
        "request": asked,
        "imp": asked.imp[0],
        "exchange": EXCHANGE,
        "choice": Choice(ODD, SQUARE, price, None),
        "shown": Shown(mtype=BANNER, creative=creative, width=300, height=250),
        "price": price_of(price),
        "impression": Ulid(f"01M85275QPHZD88PEEFXQ3{number:04}"),
        "tokens": FrameTokens(f"token-{number}", "", ""),
    }
    return Sale(**values | changed)


@pytest.mark.parametrize(
    ("request_", "changed"),
    [
        pytest.param(asking(), {}, id="plain"),
        pytest.param(asking(banner(id='%(id)b "é"')), {}, id="an odd name"),
        pytest.param(asking(regs=DSA), {}, id="with the DSA's object"),
        pytest.param(asking(regs={"ext": {"dsa": {}}}), {}, id="an empty one"),
        pytest.param(asking(banner(exp=20)), {}, id="soon over"),
        pytest.param(asking(cattax=6), {}, id="in another taxonomy"),
        pytest.param(asking(test=1), {}, id="a test"),
        pytest.param(
            asking(banner(instl=1)),
            {"choice": Choice(ODD, POPUP, Money(7), None), "price": price_of(Money(7))},
            id="a pop-up",
        ),
        pytest.param(
            asking(),
            {
                "exchange": msgspec.structs.replace(
                    EXCHANGE, id=Ulid("01M85275QPHZD88PEEFXQE0C02"), bills="impression"
                )
            },
            id="billed by the impression",
        ),
    ],
)
def test_a_form_filled_in_is_the_bid_written_anew(
    request_: dict[str, Any], changed: dict[str, Any]
) -> None:
    for number in range(3):
        one = sale(number, request_, **changed)
        assert bytes(FORMS.write(one, WORDING)) == encode(bid_of(one, WORDING))


@pytest.mark.parametrize(
    "shown",
    [
        {"attributes": (7,)},
        {"attributes": (6,), "by_hand": True},
        {"by_hand": True},
        {"width": 320},
        {"height": None},
    ],
)
def test_what_is_shown_otherwise_is_another_form(shown: dict[str, Any]) -> None:
    (creative,) = ODD.creatives
    values: dict[str, Any] = {"mtype": BANNER, "creative": creative}
    for number in range(2):
        one = sale(number, asking(), shown=Shown(**values | shown))
        assert bytes(FORMS.write(one, WORDING)) == encode(bid_of(one, WORDING))
