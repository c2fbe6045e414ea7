"""Doubt means no: each missing part of a yes has its own refusal."""

import pytest

from toile.consent import ConsentRefusal, expires_ms, may_collect, may_target
from toile.wire.ids import Sid, Ulid
from toile.wire.tokens import ReceiptToken

ROYAL = Ulid("01M85275QPHZD88PEEFXQ0HCTA")
OTHER = Ulid("01M85275QPHZD88PEEFXQ0HCTB")
CAMILLE = Sid(b"camille-16-bytes")
PAUL = Sid(b"paul----16-bytes")
GIVEN = 1_000_000
RECEIPT = ReceiptToken(
    expires_ms=expires_ms(GIVEN), sid=CAMILLE, site=ROYAL, given_ms=GIVEN
)


def refusal(
    *,
    gpc: bool = False,
    sid: Sid | None = CAMILLE,
    receipt: ReceiptToken | None = RECEIPT,
    site: Ulid = ROYAL,
    now_ms: int = GIVEN + 1,
    forgotten_ms: int | None = None,
) -> ConsentRefusal | None:
    return may_collect(
        gpc=gpc,
        sid=sid,
        receipt=receipt,
        site=site,
        now_ms=now_ms,
        forgotten_ms=forgotten_ms,
    )


def test_a_whole_yes_lets_the_visit_in() -> None:
    assert refusal() is None


def test_each_doubt_is_a_no() -> None:
    assert refusal(gpc=True) is ConsentRefusal.GPC
    assert refusal(sid=None) is ConsentRefusal.NO_COOKIE
    assert refusal(receipt=None) is ConsentRefusal.NO_RECEIPT
    assert refusal(sid=PAUL) is ConsentRefusal.NO_RECEIPT
    assert refusal(site=OTHER) is ConsentRefusal.OTHER_SITE
    assert refusal(now_ms=expires_ms(GIVEN)) is ConsentRefusal.EXPIRED
    assert refusal(forgotten_ms=GIVEN) is ConsentRefusal.WITHDRAWN


def test_a_yes_given_after_an_erasure_holds() -> None:
    assert refusal(forgotten_ms=GIVEN - 1) is None


def test_a_yes_holds_for_180_days_from_the_choice() -> None:
    assert expires_ms(GIVEN) - GIVEN == 15_552_000 * 1000


@pytest.mark.parametrize(
    ("gpc", "page_consents", "expected"),
    [
        (False, True, None),
        (False, False, ConsentRefusal.PAGE_SAYS_NO),
        (True, True, ConsentRefusal.GPC),
    ],
)
def test_an_ad_is_aimed_only_with_the_pages_yes(
    gpc: bool, page_consents: bool, expected: ConsentRefusal | None
) -> None:
    assert may_target(gpc=gpc, page_consents=page_consents) is expected
