"""What of a line a forecast cannot count, said in words beside it.

Requests are counted by place, département and hours; nothing tells how many came from a
telephone, or from pages with a word. Where such a criterion is strict, the forecast is
a ceiling; where it lets the unknown pass, it cuts only what is known to be otherwise.
"""

from collections.abc import Collection, Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toile.portal.campaigns.history import Place
from toile.portal.campaigns.subjects import UNKNOWN
from toile.wire.targeting import Cap, Criterion, Targeting

_NOT_COUNTED: tuple[Criterion, ...] = (
    "ages",
    "genders",
    "devices",
    "languages",
    "keywords",
    "categories",
)
_EXCLUDED = gettext_lazy("les sujets exclus")


def uncounted(
    targeting: Targeting, places: Collection[Place], cap: Cap | None
) -> Iterator[str]:
    """Say each thing that makes a forecast of a line less sure, in a sentence."""
    asked = [name for name in _NOT_COUNTED if getattr(targeting, name)]
    strict = [name for name in asked if targeting.is_strict(name)]
    lenient = [name for name in asked if name not in strict]
    cuts = [UNKNOWN[name] for name in strict]
    if targeting.categories_excluded and any(place.at_auction for place in places):
        cuts.append(_EXCLUDED)
    if cuts:
        yield _(
            "L’estimation est un maximum : rien ne compte combien de demandes "
            "répondent à ces critères : %(criteria)s."
        ) % {"criteria": _listed(cuts)}
    if lenient:
        yield _(
            "Non compté, car le plus souvent inconnu et alors admis : %(criteria)s."
        ) % {"criteria": _listed(UNKNOWN[name] for name in lenient)}
    if cap is not None and (cap.an_hour or cap.apart_seconds):
        yield _(
            "Les limites par heure et entre deux affichages ne sont pas comptées : "
            "elles retardent plus qu’elles ne retirent."
        )
    if any(place.at_auction for place in places):
        yield _(
            "Les emplacements vendus aux enchères n’y comptent que pour les demandes "
            "déjà observées ; ce qu’un concurrent y paie ne se sait pas d’avance."
        )


def _listed(labels: Iterable[object]) -> str:
    return ", ".join(str(label) for label in labels)
