"""What is agreed with an exchange, checked as it is typed: networks, sites, addresses.

Each check gives the value as the bidder wants it, or says in French what is wrong.
"""

import base64
import binascii
import ipaddress
import re
from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from toile.ads.exchanges.domains import host_of
from toile.portal.webhooks.addresses import check

UID = "{UID}"
_BUNDLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,119}")
_LEAST_KEY_BYTES = 16
_MOST_KEY_BYTES = 64


def clean_networks(networks: Iterable[str]) -> list[str]:
    """Write networks as CIDR, without repeats; all faults at once."""
    return _each(networks, _network)


def clean_hosts(hosts: Iterable[str]) -> list[str]:
    """Write domains as DNS does, without repeats; all faults at once."""
    return _each(hosts, _host)


def clean_bundles(bundles: Iterable[str]) -> list[str]:
    """Check names of apps, "fr.exemple.app" or "id123456789"; all faults at once."""
    return _each(bundles, _bundle)


def clean_sync_url(url: str) -> str:
    """Check the address to which our id is sent, where {UID} stands; empty is none."""
    text = url.strip()
    if not text:
        return ""
    # What stands for a value is no fault of the address.
    bare = text.replace("{", "").replace("}", "")
    check(bare)
    if UID not in text:
        raise ValidationError(
            _("Écrivez {UID} là où l’identifiant doit venir : …?uid={UID}.")
        )
    if UID in text.partition("?")[0].partition("://")[2].partition("/")[0]:
        raise ValidationError(_("{UID} ne peut pas faire partie du nom du serveur."))
    return text


def clean_unsync_url(url: str) -> str:
    """Check the address that a browser calls once it erased; empty is none."""
    text = url.strip()
    if text:
        check(text)
    return text


def read_price_key(text: str) -> bytes:
    """Read a key in base64, of either alphabet, with or without its padding."""
    bare = "".join(text.split()).rstrip("=").replace("+", "-").replace("/", "_")
    try:
        key = base64.b64decode(
            bare + "=" * (-len(bare) % 4), altchars=b"-_", validate=True
        )
    except (binascii.Error, ValueError):
        raise ValidationError(
            _("Cette clé ne se lit pas : collez-la en base64, telle que donnée.")
        ) from None
    if not _LEAST_KEY_BYTES <= len(key) <= _MOST_KEY_BYTES:
        raise ValidationError(
            _("Cette clé fait %(count)d octets : il en faut de 16 à 64 (souvent 32)."),
            params={"count": len(key)},
        )
    return key


def _each(given: Iterable[str], clean: Callable[[str], str]) -> list[str]:
    cleaned: dict[str, None] = {}
    faults: list[ValidationError] = []
    for one in given:
        try:
            cleaned[clean(str(one).strip())] = None
        except ValidationError as error:
            faults.append(error)
    if faults:
        raise ValidationError(faults)
    return list(cleaned)


def _network(text: str) -> str:
    try:
        network = ipaddress.ip_network(text, strict=False)
    except ValueError:
        raise ValidationError(
            _("« %(text)s » n’est pas un réseau : écrivez-le comme 192.0.2.0/24."),
            params={"text": text},
        ) from None
    if not network.prefixlen:
        raise ValidationError(
            _("« %(text)s » est tout Internet : donnez les réseaux de la place."),
            params={"text": text},
        )
    return str(network)


def _bundle(text: str) -> str:
    if not _BUNDLE.fullmatch(text):
        raise ValidationError(
            _(
                "« %(text)s » n’est pas le nom d’une application : écrivez-le comme le "
                "magasin, fr.exemple.journal ou 123456789."
            ),
            params={"text": text},
        )
    return text


def _host(text: str) -> str:
    host = host_of(text)
    if "." not in host:
        raise ValidationError(
            _("« %(text)s » n’est pas un nom de domaine, comme exemple.com."),
            params={"text": text},
        )
    return host
