"""Allociné's page of a film: what people paste, read to its number; nothing is asked.

The one place a click may lead to: only Allociné's own hosts are taken.
"""

import re
from urllib.parse import SplitResult, parse_qs, urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

HOSTS = frozenset({"www.allocine.fr", "allocine.fr", "m.allocine.fr"})
LARGEST_ID = 9_999_999

_NUMBER = re.compile(r"[1-9][0-9]{0,6}")
# fichefilm_gen_cfilm=265414.html, fichefilm-265414/seances/, and the old queries.
_PAGE = re.compile(r"/film/fichefilm(?:_gen_cfilm=|-)([0-9]+)(?:\.html|/.*)?")


def page_of(allocine_id: int) -> str:
    """Write the address of a film's page."""
    return f"https://www.allocine.fr/film/fichefilm_gen_cfilm={allocine_id}.html"


def read_page(text: str) -> int:
    """Read a pasted address or a bare number; raises ``ValidationError``."""
    pasted = re.sub(r"[\s\u200b\ufeff]+", "", text)
    if pasted.isdigit():
        return _checked(pasted)
    parts = _split(pasted)
    if parts is None or "." not in (parts.hostname or ""):
        raise ValidationError(
            _(
                "Cette adresse se lit mal. Copiez celle de la page du film sur "
                "Allociné, par exemple %(example)s."
            ),
            params={"example": page_of(265414)},
        )
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or host not in HOSTS:
        raise ValidationError(
            _(
                "Cette adresse mène à « %(host)s » ; seules les pages de "
                "www.allocine.fr sont reçues."
            ),
            params={"host": host[:80]},
        )
    return _checked(_number_in(parts.path, parts.query))


def _split(pasted: str) -> SplitResult | None:
    address = pasted if "://" in pasted else f"https://{pasted}"
    try:
        parts = urlsplit(address)
        _port = parts.port  # raises for what is no port
    except ValueError:
        return None
    return parts


def _number_in(path: str, query: str) -> str:
    found = _PAGE.fullmatch(path)
    if found:
        return found[1]
    asked = parse_qs(query).get("cfilm", [""])[0]
    if asked and path.startswith("/film/fichefilm"):
        return asked
    if "/seance/" in path or "csalle" in path:
        raise ValidationError(
            _("C’est la page d’un cinéma. Collez celle du film, « fichefilm… ».")
        )
    if "/personne/" in path:
        raise ValidationError(
            _("C’est la page d’une personne. Collez celle du film, « fichefilm… ».")
        )
    raise ValidationError(
        _(
            "Cette page d’Allociné n’est pas celle d’un film : son adresse contient "
            "« fichefilm_gen_cfilm= » suivi d’un numéro."
        )
    )


def _checked(number: str) -> int:
    if not (number.isascii() and _NUMBER.fullmatch(number)):
        raise ValidationError(
            _(
                "Le numéro d’un film sur Allociné a sept chiffres au plus et ne "
                "commence pas par zéro ; celui-ci est « %(number)s »."
            ),
            params={"number": number[:20]},
        )
    return int(number)
