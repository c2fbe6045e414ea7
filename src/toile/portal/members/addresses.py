"""Addresses of sites as people paste them, made into origins."""

from urllib.parse import urlsplit

_WWW = "www."


def origins_of_pasted(text: str) -> list[str]:
    """Cut each pasted address down to its origin, with and without ``www``.

    ``https://www.leroyal.fr/films?x=1`` and ``leroyal.fr`` mean the same site. What
    cannot be read is given back as it was typed: the check names it.
    """
    found: list[str] = []
    for word in text.replace(",", " ").replace(";", " ").split():
        found += _both(word)
    return found


def _both(word: str) -> list[str]:
    try:
        parts = urlsplit(word if "://" in word else f"https://{word}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return [word]
    if not host or "." not in host.strip(".") or parts.scheme != "https":
        return [word]
    suffix = f":{port}" if port else ""
    hosts = [host]
    if host.startswith(_WWW):
        hosts.append(host.removeprefix(_WWW))
    elif host.count(".") == 1:
        hosts.append(f"{_WWW}{host}")
    return [f"{parts.scheme}://{one}{suffix}" for one in hosts]
