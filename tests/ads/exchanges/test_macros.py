"""The macros that we place, and notices as exchanges send them back."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toile.ads.exchanges.macros import Notice, Told, address, read

URL = "https://ads.example/win?t=token"

# An exchange of the book's: it replaces these characters, wherever they stand.
AUCTION = {
    "${AUCTION_ID}": "auction-1",
    "${AUCTION_BID_ID}": "bid-1",
    "${AUCTION_IMP_ID}": "imp-1",
    "${AUCTION_PRICE}": "1.25",
    "${AUCTION_PRICE:B64}": "MS4yNQ==",
    "${AUCTION_CURRENCY}": "EUR",
    "${AUCTION_LOSS}": "102",
    "${AUCTION_MIN_TO_WIN}": "1.31",
}


def heard(url: str, values: dict[str, str]) -> Told:
    for macro, value in values.items():
        url = url.replace(macro, value)
    assert "${" not in url
    return read(dict(parse_qsl(urlsplit(url).query, keep_blank_values=True)))


def test_each_notice_asks_for_what_it_needs() -> None:
    common = {
        "auction": "auction-1",
        "bid": "bid-1",
        "imp": "imp-1",
        "price": "1.25",
        "currency": "EUR",
    }
    told = {notice: heard(address(URL, notice), AUCTION) for notice in Notice}
    assert told == {
        Notice.WIN: Told(**common, min_to_win="1.31"),
        Notice.BILL: Told(**common),
        Notice.LOSS: Told(**common, min_to_win="1.31", loss=102),
        Notice.MARKUP: Told(price="1.25", currency="EUR"),
    }


def test_the_price_is_asked_for_in_base64_where_an_exchange_wants_it() -> None:
    url = address("https://ads.example/bill", Notice.BILL, encoded=True)
    assert url.startswith("https://ads.example/bill?")
    assert heard(url, AUCTION).price == "MS4yNQ=="
    assert url.count(":B64") == 1


def test_what_an_exchange_does_not_know_is_empty() -> None:
    told = heard(address(URL, Notice.LOSS), dict.fromkeys(AUCTION, ""))
    assert told == Told()


def test_a_test_rendering_says_nothing_but_that_it_is_one() -> None:
    told = heard(address(URL, Notice.LOSS), dict.fromkeys(AUCTION, "AUDIT"))
    assert told == Told(price="AUDIT", min_to_win="AUDIT", test=True)


@pytest.mark.parametrize(
    ("sent", "loss"),
    [
        ("0", 0),
        (" 102 ", 102),
        ("-1", None),
        ("1.0", None),
        ("٣", None),
        ("9" * 9, None),
    ],
)
def test_a_reason_that_is_no_code_is_none(sent: str, loss: int | None) -> None:
    assert read({"l": sent}).loss == loss


def test_macros_that_nobody_replaced_are_not_taken_for_values() -> None:
    told = read({"a": "${AUCTION_ID}", "b": "%24%7BAUCTION_BID_ID%7D", "l": "${L}"})
    assert told == Told()


@given(st.dictionaries(st.sampled_from("abicplmx"), st.text()))
def test_whatever_comes_back_is_read(parameters: dict[str, str]) -> None:
    told = read(parameters)
    assert max(map(len, (told.auction, told.price, told.currency))) <= 256
