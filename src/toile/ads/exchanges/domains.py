"""Host names: the one of an address, and the root domain it belongs to.

The root domain is a public suffix and one name before it (ads.txt 1.1 §3.1). The whole
Public Suffix List has 10,000 rows and changes weekly; here are the rules that most of
it follows, and the hosts under which strangers publish side by side.
"""

import re
from functools import lru_cache
from urllib.parse import urlsplit

_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
# Nearly every page and domain; the full rules of URLs take four times as long.
_PLAIN = re.compile(r"(?:https?://)?([A-Za-z0-9.-]+)(?:[/?#]|$)")
_LONGEST = 253
# Under a country's domain these names are suffixes almost everywhere: example.co.uk.
_SECOND_LEVELS = frozenset(
    {
        *("ac", "co", "com", "edu", "gob", "gouv", "gov", "mil", "net", "org"),
        # Under .fr alone, and nobody's name elsewhere.
        *("asso", "nom", "prd", "presse", "tm"),
    }
)
# Suffixes under which anybody may publish (the list's private part), as met in France.
_SHARED = frozenset(
    {
        "blogspot.com",
        "canalblog.com",
        "firebaseapp.com",
        "github.io",
        "herokuapp.com",
        "netlify.app",
        "over-blog.com",
        "pages.dev",
        "vercel.app",
        "web.app",
        "wixsite.com",
        "wordpress.com",
    }
)


def host_of(address: str) -> str:
    """Give the host of a URL or of a bare domain; empty for what has none."""
    plain = _PLAIN.match(address)
    if plain or not address:
        return clean(plain[1]) if plain else ""
    try:
        # Browsers read a backslash as a slash (WHATWG URL, special authority).
        bare = address.strip().replace("\\", "/")
        parts = urlsplit(bare if "//" in bare else f"//{bare}")
        return clean(parts.hostname or "")
    except ValueError:
        return ""


@lru_cache(4096)
def clean(domain: str) -> str:
    """Write a domain name as DNS does, in lower case and ASCII; empty if it is none."""
    name = domain.strip().rstrip(".").lower()
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii")
        except UnicodeError:
            return ""
    labels = name.split(".")
    good = len(name) <= _LONGEST and all(_NAME.fullmatch(label) for label in labels)
    return name if good else ""


@lru_cache(4096)
def root_domain(host: str) -> str:
    """Give the root domain of a clean host; an address in numbers is its own."""
    labels = host.split(".")
    if len(labels) <= 2 or labels[-1].isdigit():
        return host
    return ".".join(labels[-(_suffix_labels(labels) + 1) :])


def within(host: str, domain: str) -> bool:
    """Tell whether a host is a domain or stands below it."""
    return host == domain or host.endswith(f".{domain}")


def _suffix_labels(labels: list[str]) -> int:
    country = len(labels[-1]) == 2
    if country and labels[-2] in _SECOND_LEVELS:
        return 2
    return 2 if ".".join(labels[-2:]) in _SHARED else 1
