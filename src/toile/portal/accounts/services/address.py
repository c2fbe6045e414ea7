"""Changing the address of an account: the new one must answer first."""

from typing import Any

from axes.utils import reset
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from toile.portal.accounts import letters
from toile.portal.accounts.models import User
from toile.portal.accounts.signals import note_own
from toile.portal.mail.services import absolute

_SALT = "toile.accounts.address"
VALID_FOR_S = 24 * 3600


def ask_address(user: User, email: str) -> None:
    """Send a link to the new address; nothing changes until it is followed."""
    address = email.strip().lower()
    if address == user.email:
        raise ValidationError({"email": _("C’est déjà votre adresse.")})
    # Signed with the address of now: a link dies when another was followed.
    token = signing.dumps([user.pk, user.email, address], salt=_SALT)
    url = absolute(reverse("accounts:confirm_address", args=[token]))
    if User.objects.filter(email=address).exists():
        # Who asks must not learn who has an account here: the owner is told instead.
        letters.send(
            "address_taken", address, {"url": absolute(reverse("accounts:team"))}
        )
        return
    letters.send("address", address, {"url": url, "before": user.email})


def read_address(user: User, token: str) -> str:
    """Tell which address a link confirms; raises ``ValidationError`` when stale."""
    try:
        held: Any = signing.loads(token, salt=_SALT, max_age=VALID_FOR_S)
        pk, before, address = held
    except (signing.BadSignature, ValueError):
        pk, before, address = "", "", ""
    if not address or pk != user.pk or before != user.email:
        raise ValidationError(
            _(
                "Ce lien ne vaut plus : il a servi, il a plus d’un jour, ou il est "
                "celui d’un autre compte. Demandez-en un autre."
            )
        )
    return str(address)


@transaction.atomic
def confirm_address(user: User, token: str) -> User:
    """Make the confirmed address the account's, and tell the one before it."""
    address = read_address(user, token)
    if User.objects.filter(email=address).exclude(pk=user.pk).exists():
        raise ValidationError(_("Cette adresse a déjà un compte."))
    before, user.email = user.email, address
    user.save(update_fields=["email"])
    note_own("account.address_changed", user)
    reset(username=before)
    told = {
        "after": address,
        "name": user.name,
        "url": absolute(reverse("accounts:sign_in")),
    }
    letters.send("address_changed", before, told)
    return user
