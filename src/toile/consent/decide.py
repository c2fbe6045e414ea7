"""The two questions of the story: may this visit be collected, may this ad be aimed."""

from toile.consent.refusals import ConsentRefusal
from toile.wire.ids import Sid, Ulid
from toile.wire.tokens import ReceiptToken

CLOCK_ERROR_MS = 300_000
"""How far the clocks of two of our own machines may be apart."""


def may_collect(
    *,
    gpc: bool,
    sid: Sid | None,
    receipt: ReceiptToken | None,
    site: Ulid,
    now_ms: int,
    forgotten_ms: int | None = None,
    objects: bool = False,
) -> ConsentRefusal | None:
    """Tell why a visit may not enter the pool; ``None`` means that it may.

    ``receipt`` is the opened proof of the yes (``None`` if it could not be opened);
    ``forgotten_ms`` is when this browser was last erased or the site's yes withdrawn.
    """
    if objects:
        return ConsentRefusal.OBJECTED
    if gpc:
        return ConsentRefusal.GPC
    if sid is None:
        return ConsentRefusal.NO_COOKIE
    if receipt is None or receipt.sid != sid:
        return ConsentRefusal.NO_RECEIPT
    # A yes from beyond a clock's error would hold for more than six months.
    if receipt.given_ms > now_ms + CLOCK_ERROR_MS:
        return ConsentRefusal.NO_RECEIPT
    if receipt.site != site:
        return ConsentRefusal.OTHER_SITE
    if receipt.expires_ms <= now_ms:
        return ConsentRefusal.EXPIRED
    if forgotten_ms is not None and receipt.given_ms <= forgotten_ms:
        return ConsentRefusal.WITHDRAWN
    return None


def may_target(
    *, gpc: bool, page_consents: bool, objects: bool = False
) -> ConsentRefusal | None:
    """Tell why an ad may not be chosen by the pool; ``None`` means that it may.

    Purposes 1, 3 and 4 must hold on the publisher's page as well (SPECS §2.3).
    """
    if objects:
        return ConsentRefusal.OBJECTED
    if gpc:
        return ConsentRefusal.GPC
    if not page_consents:
        return ConsentRefusal.PAGE_SAYS_NO
    return None
