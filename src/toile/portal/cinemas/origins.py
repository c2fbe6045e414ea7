"""Web origins: where a site's pages may report from.

An origin is scheme, host and port, nothing more (RFC 6454 §4), written as a browser
writes it: lower case, no default port, no path.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_DEFAULT_PORTS = {"http": 80, "https": 443}


def clean_origins(origins: Iterable[str]) -> list[str]:
    """Write each origin as a browser does, without repeats; all faults at once."""
    cleaned: dict[str, None] = {}
    faults: list[str] = []
    for origin in origins:
        try:
            cleaned[clean_origin(origin)] = None
        except ValidationError as error:
            faults.extend(error.messages)
    if faults:
        raise ValidationError(faults)
    return list(cleaned)


def clean_origin(origin: str) -> str:
    """Write an origin as a browser does; raises ``ValidationError`` for others."""
    text = str(origin).strip()
    try:
        parts = urlsplit(text)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError as error:
        raise _refused(text) from error
    plain = not (
        parts.path.strip("/") or parts.query or parts.fragment or parts.username
    )
    if parts.scheme not in _DEFAULT_PORTS or not host or not plain or "*" in host:
        raise _refused(text)
    if parts.scheme == "http" and not _is_local(host):
        raise ValidationError(
            _("« %(origin)s » n’est pas chiffrée : écrivez https://…"),
            params={"origin": text},
        )
    suffix = "" if port in {None, _DEFAULT_PORTS[parts.scheme]} else f":{port}"
    return f"{parts.scheme}://{host}{suffix}"


def _is_local(host: str) -> bool:
    return host == "localhost" or host.endswith(".localhost")


def _refused(text: str) -> ValidationError:
    return ValidationError(
        _(
            "« %(origin)s » n’est pas une origine : écrivez l’adresse du site sans "
            "page, par exemple https://www.leroyal.example."
        ),
        params={"origin": text},
    )
