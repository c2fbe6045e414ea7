"""What pages are about, and devices and languages, in French.

The ids are those of the IAB Content Taxonomy 3.1 (CC BY 3.0) that the bidder knows in
the old taxonomy too; the French labels are ours.
"""

from django.utils.translation import gettext_lazy

SUBJECTS = {
    "42": gettext_lazy("livres et littérature"),
    "52": gettext_lazy("économie et finance"),
    "132": gettext_lazy("éducation"),
    "150": gettext_lazy("arts et sorties"),
    "186": gettext_lazy("famille et relations"),
    "201": gettext_lazy("beaux-arts"),
    "210": gettext_lazy("cuisine et boissons"),
    "239": gettext_lazy("loisirs"),
    "274": gettext_lazy("maison et jardin"),
    "324": gettext_lazy("films"),
    "338": gettext_lazy("musique"),
    "379": gettext_lazy("actualité"),
    "386": gettext_lazy("politique"),
    "432": gettext_lazy("culture populaire"),
    "453": gettext_lazy("religion et spiritualité"),
    "464": gettext_lazy("science"),
    "483": gettext_lazy("sport"),
    "552": gettext_lazy("mode"),
    "596": gettext_lazy("informatique"),
    "640": gettext_lazy("télévision"),
    "653": gettext_lazy("voyages"),
}
DEVICES = {
    "desktop": gettext_lazy("ordinateur"),
    "mobile": gettext_lazy("téléphone"),
    "tablet": gettext_lazy("tablette"),
    "television": gettext_lazy("télévision"),
}
LANGUAGES = {
    "fr": gettext_lazy("français"),
    "en": gettext_lazy("anglais"),
    "de": gettext_lazy("allemand"),
    "es": gettext_lazy("espagnol"),
    "it": gettext_lazy("italien"),
    "pt": gettext_lazy("portugais"),
    "nl": gettext_lazy("néerlandais"),
    "ar": gettext_lazy("arabe"),
}
# An hour is always known: what an unknown one does is no question.
UNKNOWN = {
    "geography": gettext_lazy("le lieu"),
    "ages": gettext_lazy("l’âge"),
    "genders": gettext_lazy("le genre"),
    "interests": gettext_lazy("les centres d’intérêt"),
    "devices": gettext_lazy("l’appareil"),
    "languages": gettext_lazy("la langue"),
    "keywords": gettext_lazy("les mots de la page"),
    "categories": gettext_lazy("le sujet de la page"),
}
