"""Is a page about a campaign's film? Sites name films in their own ways.

The pixel tells the film's Allociné page where the site links to it, else its title as
the site writes it (``web/pixel/film.ts``). Both become short keys that can be compared.
"""

import re
import unicodedata

_ALLOCINE = re.compile(r"allocine\.fr/film/\S*?film[=-](\d{1,12})")
_LONGEST_KEY = 60


def film_key(said: str) -> str:
    """Turn what a page says of its film into a key; "" if it says nothing."""
    found = _ALLOCINE.search(said)
    if found is not None:
        return f"a{found.group(1)}"
    return _title_key(said)


def film_keys(allocine_id: int, title: str) -> tuple[str, ...]:
    """Give the keys under which a campaign's film may be looked up."""
    keys = (f"a{allocine_id}", _title_key(title))
    return tuple(key for key in keys if key)


def _title_key(title: str) -> str:
    """Leave of a title its letters and digits, without case or accents."""
    apart = unicodedata.normalize("NFKD", title.casefold())
    letters = "".join(sign for sign in apart if sign.isalnum())[:_LONGEST_KEY]
    return f"t{letters}" if letters else ""
