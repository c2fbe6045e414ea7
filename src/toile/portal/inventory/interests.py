"""What readers of a page may care about: the taxonomy's codes, in French."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy

# IAB Audience Taxonomy 1.1 (CC BY 3.0); the French labels are ours.
INTERESTS = {
    "211": gettext_lazy("histoire"),
    "467": gettext_lazy("cinéma (cinéphiles)"),
    "471": gettext_lazy("films policiers"),
    "472": gettext_lazy("documentaires"),
    "473": gettext_lazy("films dramatiques"),
    "474": gettext_lazy("films pour enfants"),
    "477": gettext_lazy("cinéma indépendant, Art et Essai"),
    "480": gettext_lazy("cinéma du monde"),
    "522": gettext_lazy("actualité et politique"),
    "525": gettext_lazy("actualité internationale"),
    "527": gettext_lazy("actualité locale"),
    "528": gettext_lazy("actualité nationale"),
}

# All that the taxonomy puts below a code of ours that has something below it: who cares
# for films of one kind cares for films.
_BELOW = {
    "467": tuple(str(code) for code in range(468, 481)),
    "522": tuple(str(code) for code in range(523, 534)),
}


def with_below(codes: Iterable[str]) -> tuple[str, ...]:
    """Give interests and all those that they include, each once."""
    every = (one for code in codes for one in (code, *_BELOW.get(code, ())))
    return tuple(dict.fromkeys(every))
