"""What segments and places of an erasure are called to spectators."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from toile.wire.audience import AEA
from toile.wire.tags import Place

SEGMENTS = {AEA: gettext_lazy("Salles Art et Essai")}

PLACES: dict[Place, Promise] = {
    "pool": gettext_lazy("Visites et accords"),
    "lab": gettext_lazy("Mesure de l’effet"),
    "ads": gettext_lazy("Groupes d’audience et publicités vues, chez la régie"),
    "exchanges": gettext_lazy("Identifiants donnés aux places de marché"),
    "pool_journal": gettext_lazy("Archives du pool"),
    "ads_journal": gettext_lazy("Archives de la régie"),
}
