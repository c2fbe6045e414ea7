"""Where a webhook may go: out into the world, never into the house's own network.

A name is resolved once, every address it has is judged, and the connection goes to one
of those judged: what the name says a moment later changes nothing (DNS rebinding).
"""

import ipaddress
import socket
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_LONGEST = 500
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Target(NamedTuple):
    """A URL, and the one address at which its host is asked."""

    url: SplitResult
    ip: str


def check(url: str) -> str:
    """Give a URL that may be told; raises ``ValidationError`` with the remedy."""
    text = url.strip()
    parts = _parse(text)
    if len(text) > _LONGEST:
        raise ValidationError(
            _("L’adresse dépasse %d caractères : raccourcissez-la.") % _LONGEST
        )
    if parts.username or parts.password or parts.fragment:
        raise ValidationError(
            _("L’adresse ne contient ni mot de passe ni ancre (#) : retirez-les.")
        )
    literal = _literal(parts.hostname or "")
    home = _at_home(parts)
    if parts.scheme == "http" and not home:
        raise ValidationError(
            _("L’adresse commence par https:// : rien ne part en clair.")
        )
    if not home and (_is_local(parts) or (literal and not _public(literal))):
        raise ValidationError(
            _("Cette adresse est d’un réseau privé : donnez une adresse publique.")
        )
    return text


def resolve(url: str) -> Target:
    """Find where to send; ``OSError`` for an unknown name or a private network."""
    parts = urlsplit(check_again(url))
    host, port = parts.hostname or "", parts.port or _usual(parts.scheme)
    found = {
        str(entry[4][0])
        for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    }
    addresses = [ipaddress.ip_address(ip.partition("%")[0]) for ip in sorted(found)]
    home = _at_home(parts)
    for address in addresses:
        if not (_public(address) or (home and address.is_loopback)):
            raise OSError(_("l’adresse mène dans un réseau privé (%s)") % address)
    if parts.scheme == "http" and not all(one.is_loopback for one in addresses):
        raise OSError(_("rien ne part en clair : il faut https://"))
    first = next((one for one in addresses if one.version == 4), addresses[0])
    return Target(parts, str(first))


def check_again(url: str) -> str:
    """Judge a stored URL by today's rules, as an ``OSError`` of the sending."""
    try:
        return check(url)
    except ValidationError as error:
        raise OSError(" ".join(error.messages)) from error


def _parse(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        _port = parts.port
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValidationError(
            _("Donnez une adresse entière, comme https://exemple.fr/toile.")
        )
    return parts


def _at_home(parts: SplitResult) -> bool:
    """Tell whether a developer's portal talks to a program on the same machine."""
    return urlsplit(settings.TOILE.portal_url).scheme == "http" and _is_local(parts)


def _is_local(parts: SplitResult) -> bool:
    host = (parts.hostname or "").rstrip(".")
    literal = _literal(host)
    return (
        host == "localhost"
        or host.endswith(".localhost")
        or (literal is not None and literal.is_loopback)
    )


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        # An IPv4 address in IPv6's clothes: mapped, 6to4, or behind NAT64.
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return _public(inner)
    return address.is_global and not address.is_multicast


def _usual(scheme: str) -> int:
    return 443 if scheme == "https" else 80
