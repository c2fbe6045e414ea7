"""What readers of a page may care about: the taxonomy's codes, in French."""

from django.utils.translation import gettext_lazy

# IAB Audience Taxonomy 1.1 (CC BY 3.0); the French labels are ours.
INTERESTS = {
    "211": gettext_lazy("histoire"),
    "467": gettext_lazy("cinéma"),
    "471": gettext_lazy("films policiers"),
    "472": gettext_lazy("documentaires"),
    "473": gettext_lazy("films dramatiques"),
    "474": gettext_lazy("films pour enfants"),
    "477": gettext_lazy("cinéma indépendant, Art et Essai"),
    "480": gettext_lazy("cinéma du monde"),
    "525": gettext_lazy("actualité internationale"),
    "527": gettext_lazy("actualité locale"),
    "528": gettext_lazy("actualité nationale"),
}
