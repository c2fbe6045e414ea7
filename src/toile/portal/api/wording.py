"""What is wrong with a field's shape, in words of ours: pydantic's are English."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# pydantic's error types; %(…)s are the names of their contexts.
_WORDS = {
    "missing": gettext_lazy("Ce champ est obligatoire."),
    "extra_forbidden": gettext_lazy("Ce champ est inconnu : retirez-le."),
    "string_type": gettext_lazy("Donnez un texte."),
    "int_type": gettext_lazy("Donnez un nombre entier."),
    "bool_type": gettext_lazy("Donnez true ou false."),
    "list_type": gettext_lazy("Donnez une liste."),
    "model_attributes_type": gettext_lazy("Donnez un objet."),
    "model_type": gettext_lazy("Donnez un objet."),
    "literal_error": gettext_lazy("Choisissez parmi : %(expected)s."),
    "string_pattern_mismatch": gettext_lazy("Ce texte n’a pas la forme %(pattern)s."),
    "string_too_short": gettext_lazy("Il faut au moins %(min_length)s caractères."),
    "string_too_long": gettext_lazy("%(max_length)s caractères au plus."),
    "too_short": gettext_lazy("Il en faut au moins %(min_length)s."),
    "too_long": gettext_lazy("%(max_length)s au plus."),
    "greater_than_equal": gettext_lazy("%(ge)s au moins."),
    "less_than_equal": gettext_lazy("%(le)s au plus."),
}
OURS = ("format", "against_a_rule")
"""The types of our own errors, whose message is already for people."""


def worded(error: Mapping[str, Any]) -> str:
    """Say what is wrong with one field."""
    if error["type"] in OURS:
        return str(error["msg"])
    words = _WORDS.get(error["type"])
    if words is None:
        return _("Cette valeur ne convient pas.")
    context: dict[str, Any] = error.get("ctx", {})
    return str(words) % context
