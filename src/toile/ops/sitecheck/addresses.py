"""Which addresses may be opened: http and https, to the public internet."""

import ipaddress
import socket
from urllib.parse import urlsplit

from toile.wire.sitecheck import FindingCode

_LONGEST = 2_000
_PORTS = {"http": 80, "https": 443}


class AddressError(Exception):
    """An address that is not opened; ``code`` tells why."""

    def __init__(self, code: FindingCode, fact: str) -> None:
        super().__init__(fact)
        self.code = code
        self.fact = fact


def cleaned(url: str) -> str:
    """Write an address as it is opened; raises ``AddressError`` for what is none.

    Without a scheme https is meant, as browsers mean it.
    """
    text = url.strip()
    if "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        port, host = parts.port, (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError as error:
        raise AddressError(FindingCode.BAD_ADDRESS, url[:200]) from error
    known = parts.scheme in _PORTS and host and "%" not in host
    if not known or parts.username or len(text) > _LONGEST:
        raise AddressError(FindingCode.BAD_ADDRESS, url[:200])
    bracketed = f"[{host}]" if ":" in host else host
    suffix = "" if port in (None, _PORTS[parts.scheme]) else f":{port}"
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.scheme}://{bracketed}{suffix}{parts.path or '/'}{query}"


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public internet.

    An IPv4 address inside an IPv6 one (mapped, 6to4, Teredo, NAT64) is looked at as
    itself.
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
        if inner:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def resolve(host: str, port: int, *, private: bool) -> str:
    """Choose the IP address of a host; raises ``AddressError``.

    Any private address among its answers refuses it: a name that gives both is there
    to be tried again until the private one comes.
    """
    if host == "localhost" or host.endswith(".localhost"):
        # As browsers do it, whatever the resolver thinks (RFC 6761, 6.3).
        found = ["127.0.0.1"]
    else:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise AddressError(FindingCode.NO_SUCH_HOST, host) from error
        found = [str(answer[4][0]) for answer in answers]
    if not private and not all(is_public(each) for each in found):
        raise AddressError(FindingCode.PRIVATE_ADDRESS, host)
    # IPv4 first: machines whose IPv6 leads nowhere are still common.
    return min(found, key=lambda each: ":" in each)


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
