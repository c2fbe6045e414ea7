"""Titles and directors made comparable, with the dirt of tills and lists taken off.

Seen in the data: apostrophes lost (``L Inconnue``), names turned round and in capitals
(``GRAUX Nicolas``), articles at the end (``OMBRE DE STALINE (L')``), the version in the
title (``Fjord VOST``), several directors joined in many ways.
"""

import re
import unicodedata

Person = frozenset[str]
"""The words of a name, in no order."""

_LIGATURES = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
)
_NO_LETTER = re.compile(r"[\W_]+")
_ARTICLE_LAST = re.compile(
    r"^(?P<rest>.+?)\s*(?:\(\s*|,\s*)(?P<article>l['’`´ʼ]?|le|la|les|un|une|des|the|an?)"
    r"\s*\)?$",
    re.IGNORECASE,
)
_YEAR_LAST = re.compile(r"^(?P<rest>.+?)\s*[(\[]\s*(?:19|20)\d\d\s*[)\]]$")
_VERSIONS = (
    r"vostfr|vostf|vost|vosf|vof|vfst|vf|vo|2d|3d|4k|imax|atmos|av\.?\s?pr[eé]m\w*"
)
_VERSION_LAST = re.compile(
    rf"^(?P<rest>.+?)\s*(?:[(\[]\s*(?:{_VERSIONS})\s*[)\]]|[\s\-–]+(?:{_VERSIONS}))$",
    re.IGNORECASE,
)
_BETWEEN_PEOPLE = re.compile(
    r"\s*[,;/&+|]\s*|\s+(?:et|and|avec|with|y|und)\s+", re.IGNORECASE
)
_NOBODY = {"", "inconnu", "nc", "divers", "collectif", "anonyme", "na", "realisateur"}


def words_of(text: str) -> tuple[str, ...]:
    """Write a text as lower-case words without accents and marks."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    # Once more: a compatibility letter may come apart into capitals or ligatures.
    plain = plain.casefold().translate(_LIGATURES)
    return tuple(_NO_LETTER.sub(" ", plain).split())


def title_key(title: str) -> str:
    """Write a title so that two writings of the same title are equal.

    Without spaces: a lost apostrophe may have left one, or none.
    """
    said = " ".join(title.split())
    said = _without(_VERSION_LAST, _without(_YEAR_LAST, said))
    turned = _ARTICLE_LAST.match(said)
    if turned:
        said = f"{turned['article']} {turned['rest']}"
    words = words_of(said.replace("&", " et "))
    return "".join(words)


def people_of(directors: str) -> frozenset[Person]:
    """Tell who directed: each person as the set of the words of their name."""
    people = set()
    for name in _BETWEEN_PEOPLE.split(directors.strip()):
        words = words_of(name)
        if "".join(words) not in _NOBODY:
            people.add(frozenset(words))
    return frozenset(people)


def may_be(one: Person, other: Person) -> bool:
    """Tell whether two names may be one person's: a name in common, or initials."""
    if any(len(word) > 2 for word in one & other):
        return True
    few, many = sorted((one, other), key=len)
    return bool(few) and all(any(_abbreviates(a, b) for b in many) for a in few)


def _abbreviates(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _without(ending: re.Pattern[str], text: str) -> str:
    """Take an ending off, again and again, as long as a title is left."""
    while (found := ending.match(text)) and words_of(found["rest"]):
        text = found["rest"]
    return text
