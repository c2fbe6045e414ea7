"""Writing names and addresses in the few characters that every SEPA bank takes.

Letters without accents, digits, and ``/ - ? : ( ) . , ' +`` (SPECS §7.2). Banks refuse
a whole file for one other character, or change it as they like.
"""

import re
import unicodedata

from text_unidecode import unidecode

_SAID = str.maketrans(
    {
        "&": "+",
        "_": "-",
        "@": "(at)",
        "€": "EUR",
        "«": "'",
        "»": "'",
        "“": "'",
        "”": "'",
        "„": "'",
        '"': "'",
        "`": "'",
        "’": "'",
        "‘": "'",
        "–": "-",
        "—": "-",
        "[": "(",
        "]": ")",
        "{": "(",
        "}": ")",
        ";": ",",
        "!": ".",
    }
)
_OTHER = re.compile(r"[^a-zA-Z0-9/\-?:().,'+ ]+")
_SPACES = re.compile(r"\s+")
_SLASHES = re.compile(r"/{2,}")


def transliterate(text: str) -> str:
    """Write a text in SEPA's characters; what has no such character is left out.

    ``é`` becomes ``e``, ``œ`` ``oe``, ``ß`` ``ss``, ``&`` ``+``, quotes ``'``. It may
    grow, or be empty in the end. It neither begins nor ends with a slash nor holds two
    in a row, which some banks read as a code.
    """
    composed = unicodedata.normalize("NFKC", text).translate(_SAID)
    plain = _OTHER.sub(" ", unidecode(composed).translate(_SAID))
    return _SPACES.sub(" ", _SLASHES.sub("/", plain)).strip(" /")
