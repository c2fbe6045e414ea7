"""How lines are placed, by what a site is made with (SPECS §9.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Maker:
    """What a site is made with: its name, and what is done there, step by step.

    ``by_supplier``: the cinema has no hand in it, its supplier places the lines.
    """

    name: Any
    steps: Sequence[Any]
    by_supplier: bool = False


_ASK = (
    _("Votre prestataire seul peut poser ces lignes : envoyez-les-lui d’ici."),
    _("Demandez-lui de les mettre dans l’en-tête, avant </head>, de toutes les pages."),
)

MAKERS: dict[str, Maker] = {
    "wordpress": Maker(
        "WordPress",
        (
            _("Dans l’administration, ouvrez Extensions, puis « Ajouter »."),
            _(
                "Installez une extension d’en-tête et de pied de page, par exemple "
                "WPCode, et activez-la."
            ),
            _("Collez les lignes dans la zone « Header » et enregistrez."),
            _("Si vous avez une extension de cache, videz-le."),
        ),
    ),
    "wix": Maker(
        "Wix",
        (
            _("Ouvrez Paramètres, puis « Code personnalisé »."),
            _(
                "Ajoutez un code : collez les lignes, choisissez « Toutes les pages », "
                "« Charger à chaque page » et l’en-tête."
            ),
            _("Donnez-lui le type « Marketing », puis publiez le site."),
        ),
    ),
    "boost": Maker(
        _("Webedia Boost (The Boxoffice Company)"),
        (
            *_ASK,
            _(
                "Précisez que le site change de page sans se recharger : le pixel le "
                "remarque seul, il n’y a rien d’autre à faire."
            ),
        ),
        by_supplier=True,
    ),
    "cineoffice": Maker(_("Ciné Office (CDS)"), _ASK, by_supplier=True),
    "ems": Maker(
        _("EMS / Monnaie Services"),
        (
            *_ASK,
            _("Les pages de réservation sont chez EMS : la vitrine suffit."),
        ),
        by_supplier=True,
    ),
    "erakys": Maker("Erakys", _ASK, by_supplier=True),
    "cinegroup": Maker(
        _("Ciné Group (Cotecine)"),
        (
            _("Si la vitrine est un WordPress, suivez le tutoriel de WordPress."),
            *_ASK,
        ),
        by_supplier=True,
    ),
    "gtm": Maker(
        _("Google Tag Manager"),
        (
            _("Créez une balise « HTML personnalisé » et collez les lignes."),
            _("Déclencheur : « Consent Initialization – All Pages »."),
            _(
                "Laissez la balise sans condition de consentement : le pixel attend "
                "lui-même le oui, et ne fait rien avant."
            ),
            _("Publiez la version."),
        ),
    ),
    "joomla": Maker(
        _("Joomla ou Drupal"),
        (
            _("Ouvrez le modèle (template) actif du site."),
            _("Collez les lignes avant </head>, enregistrez, videz le cache."),
        ),
    ),
    "squarespace": Maker(
        "Squarespace",
        (
            _("Ouvrez Paramètres, Avancé, puis « Injection de code »."),
            _("Collez les lignes dans « En-tête » et enregistrez."),
        ),
    ),
    "hand": Maker(
        _("fait à la main, ou autre"),
        (
            _("Ouvrez le fichier qui contient l’en-tête commun de vos pages."),
            _("Collez les lignes juste avant </head>, puis mettez le site à jour."),
            _(
                "Si le site envoie une Content-Security-Policy, elle doit laisser "
                "passer les adresses de Toile."
            ),
        ),
    ),
}

DEFAULT_MAKER = "wordpress"
