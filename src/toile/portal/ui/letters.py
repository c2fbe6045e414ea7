"""Letters that the paper's fonts have: what a title may hold beside them becomes □.

PDF/A and PDF/UA refuse a letter without a glyph, and the fonts inside typst draw no
emoji. A test sets every letter named here.
"""

import re
import unicodedata

# Latin with its accents, Greek, Cyrillic, Vietnamese; punctuation, currencies, arrows,
# signs of mathematics, shapes.
KNOWN = (
    (0x20, 0x7E),
    (0xA0, 0xAC),
    (0xAE, 0x24F),
    (0x370, 0x373),
    (0x375, 0x377),
    (0x37A, 0x37F),
    (0x384, 0x38A),
    (0x38C, 0x38C),
    (0x38E, 0x3A1),
    (0x3A3, 0x45F),
    (0x1E00, 0x1EFF),
    (0x2010, 0x2027),
    (0x202F, 0x2040),
    (0x2042, 0x2042),
    (0x2044, 0x205E),
    (0x20A0, 0x20BF),
    (0x2190, 0x223F),
    (0x25A0, 0x25FF),
)
_ANY = "".join(
    f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in KNOWN
)
_UNKNOWN = re.compile(f"[^{_ANY}]+")
_SPACES = re.compile(r"\s+")
_MARKS = ("Cc", "Cf", "Mn", "Me")


def settable(text: str) -> str:
    """Write a text with letters that can be set; what cannot becomes one □ a run."""
    whole = unicodedata.normalize("NFC", _SPACES.sub(_space, text))
    kept = "".join(one for one in whole if unicodedata.category(one) not in _MARKS)
    return _UNKNOWN.sub("□", kept)


def _space(found: "re.Match[str]") -> str:
    # Spaces that keep a figure with its unit stay; a line break becomes a space.
    return found.group() if found.group() in "\u00a0\u202f" else " "
