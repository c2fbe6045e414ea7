"""Changes to exchanges: what is agreed, the shared secret, the price keys.

A secret is given back once, to whoever made it; the trail tells that there is a new
one, never what it is.
"""

import datetime
import hashlib
import secrets
from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from toile.ads.exchanges.price_crypt import PriceKeys
from toile.ads.exchanges.vault import seal_keys
from toile.ads.keys import read
from toile.portal.accounts.models import Organisation, User
from toile.portal.audit.services import record
from toile.portal.inventory.models import Exchange
from toile.portal.inventory.services.inventory import assign
from toile.wire.errors import SettingError

# Names and addresses of people have no place in the trail.
_UNTOLD = {"contact_name", "contact_email"}
_SECRET_BYTES = 32


@transaction.atomic
def add_exchange(operator: Organisation, by: User, **fields: object) -> Exchange:
    """Write an exchange down; it is shut until it can show who it is."""
    exchange = Exchange(**fields)
    exchange.full_clean()
    exchange.save(force_insert=True)
    _note("exchange.added", exchange, operator, by)
    return exchange


@transaction.atomic
def change_exchange(
    exchange: Exchange, operator: Organisation, by: User, **fields: object
) -> Exchange:
    """Change what is agreed with an exchange."""
    changed = assign(exchange, fields)
    if changed:
        told = {
            name: values if name not in _UNTOLD else []
            for name, values in changed.items()
        }
        _note("exchange.changed", exchange, operator, by, changed=told)
    return exchange


@transaction.atomic
def set_exchange_active(
    exchange: Exchange, operator: Organisation, by: User, *, active: bool
) -> None:
    """Answer an exchange again, or no more; what is so already leaves no trace."""
    status = Exchange.Status.ACTIVE if active else Exchange.Status.PAUSED
    if not assign(exchange, {"status": status}):
        return
    if active:
        _note("exchange.resumed", exchange, operator, by)
    else:
        _note("exchange.paused", exchange, operator, by)


@transaction.atomic
def renew_secret(
    exchange: Exchange, operator: Organisation, by: User, now: datetime.datetime
) -> str:
    """Give an exchange a new secret: its text, which nobody can read again."""
    text = secrets.token_urlsafe(_SECRET_BYTES)
    _digest(exchange, text, operator, by, now)
    return text


@transaction.atomic
def set_secret(
    exchange: Exchange,
    text: str | None,
    operator: Organisation,
    by: User,
    now: datetime.datetime,
) -> None:
    """Take a secret that the caller drew, or take the present one away."""
    if text is None:
        remove_secret(exchange, operator, by)
    else:
        _digest(exchange, text, operator, by, now)


def _digest(
    exchange: Exchange,
    text: str,
    operator: Organisation,
    by: User,
    now: datetime.datetime,
) -> None:
    # 256 random bits need no slow hash.
    digest = hashlib.sha256(text.encode()).hexdigest()
    _set(exchange, {"secret_digest": digest, "secret_made_at": now})
    _note("exchange.secret_renewed", exchange, operator, by)


@transaction.atomic
def remove_secret(exchange: Exchange, operator: Organisation, by: User) -> None:
    """Let an exchange in by its network alone; without one it is shut."""
    if not exchange.secret_digest:
        return
    _set(exchange, {"secret_digest": "", "secret_made_at": None})
    _note("exchange.secret_removed", exchange, operator, by)


@transaction.atomic
def set_price_keys(
    exchange: Exchange,
    keys: PriceKeys,
    operator: Organisation,
    by: User,
    *,
    now: datetime.datetime,
    key_file: Path,
) -> None:
    """Seal the keys by which an exchange encrypts its prices.

    Raises ``ValidationError`` where the operator's own key cannot be read.
    """
    try:
        master = bytes.fromhex(read(key_file.read_bytes(), str(key_file)).exchanges)
    except (OSError, SettingError):
        raise ValidationError(
            _(
                "Les clés de l’opérateur ne se lisent pas sur cette machine : rien n’a "
                "été enregistré. Lancez « toile keys », puis recommencez."
            )
        ) from None
    sealed = seal_keys((keys,), master)
    _set(exchange, {"price_keys": sealed, "price_keys_at": now})
    _note("exchange.price_keys_set", exchange, operator, by)


@transaction.atomic
def remove_price_keys(exchange: Exchange, operator: Organisation, by: User) -> None:
    """Take an exchange's prices to be in clear from now on."""
    if not exchange.price_keys:
        return
    _set(exchange, {"price_keys": "", "price_keys_at": None})
    _note("exchange.price_keys_removed", exchange, operator, by)


def _set(exchange: Exchange, fields: Mapping[str, object]) -> None:
    for name, value in fields.items():
        setattr(exchange, name, value)
    exchange.save(update_fields=list(fields))


def _note(
    action: str, exchange: Exchange, operator: Organisation, by: User, **details: object
) -> None:
    record(
        action,
        "exchange",
        exchange.id,
        actor=by,
        organisation=operator,
        details={"name": exchange.name, **details},
    )
