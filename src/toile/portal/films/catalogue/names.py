"""Titles and names as the lists write them, made readable and made findable."""

import re
import unicodedata

_LETTERS = re.compile(r"[^a-z0-9]+")
_ARTICLE = re.compile(r"(.+) \((l[ea]s?|l['’]|une?|des|the|an?)\)", re.IGNORECASE)
_ROMAN = re.compile(r"(?:[ivx]+)", re.IGNORECASE)


def folded(text: str) -> str:
    """Fold a text to what is compared: no accent, no capital, no sign."""
    plain = text.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae")
    bare = unicodedata.normalize("NFKD", plain.lower())
    letters = "".join(one for one in bare if not unicodedata.combining(one))
    return _LETTERS.sub(" ", letters).strip()


def director_of(written: str) -> str:
    """Turn the CNC's "PAWLIKOWSKI Pawel" round; several people are kept apart.

    >>> director_of("PAWLIKOWSKI Pawel")
    'Pawel Pawlikowski'
    >>> director_of("DARDENNE Jean-Pierre,DARDENNE Luc")
    'Jean-Pierre Dardenne, Luc Dardenne'
    """
    people = re.split(r"\s*(?:,|/|;| et | & )\s*", " ".join(written.split()))
    return ", ".join(_person(one) for one in people if one)[:200]


def _person(written: str) -> str:
    words = written.split(" ")
    surname = [word for word in words if _is_capital(word)]
    given = [word for word in words if not _is_capital(word)]
    if not given:  # nothing tells which is which
        return " ".join(_capitalised(word) for word in words)
    return " ".join([*given, *map(_capitalised, surname)])


def _is_capital(word: str) -> bool:
    letters = [one for one in word if one.isalpha()]
    return len(letters) > 1 and all(one.isupper() for one in letters)


def _capitalised(word: str) -> str:
    if _ROMAN.fullmatch(word) and len(word) < 4:
        return word.upper()
    parts = re.split(r"([-'’])", word.lower())
    return "".join(part.capitalize() for part in parts)


def title_of(written: str) -> str:
    """Tidy a title: single spaces, its article in front, not all in capitals.

    >>> title_of("Mort de Staline (La)")
    'La Mort de Staline'
    >>> title_of("Enfant (l')")
    'L’Enfant'
    """
    title = " ".join(written.split())
    behind = _ARTICLE.fullmatch(title)
    if behind:
        article = behind[2].capitalize().replace("'", "’")
        title = f"{article}{'' if article.endswith('’') else ' '}{behind[1]}"
    if title.isupper() and len(title) > 4:
        title = title.capitalize()
    return title[:200]
