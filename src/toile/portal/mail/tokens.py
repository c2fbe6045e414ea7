"""The signed link by which an address says what it no longer wants."""

from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.urls import reverse

from toile.portal.mail.models import Kind

_SALT = "toile.mail.unsubscribe"


class Wish(NamedTuple):
    """Whose wish it is, about which kind of mail."""

    address: str
    kind: Kind


def seal(address: str, kind: Kind) -> str:
    """Make the token; it never expires, as a mail may be read years later."""
    return signing.Signer(salt=_SALT).sign_object([address, kind.value])


def unseal(token: str) -> Wish | None:
    """Read a token, or nothing if it is not one of ours."""
    try:
        address, kind = signing.Signer(salt=_SALT).unsign_object(token)
        return Wish(address, Kind(kind))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def unsubscribe_url(address: str, kind: Kind) -> str:
    """Write the address of the page that asks, and by POST does."""
    path = reverse("mail:unsubscribe", args=[seal(address, kind)])
    return f"{settings.TOILE.portal_url}{path}"
