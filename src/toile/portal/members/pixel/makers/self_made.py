"""Tools in which a cinema places the lines itself."""

from django.utils.translation import gettext_lazy as _

from toile.portal.members.pixel.makers.made_with import (
    CACHE,
    OTHER,
    SEE_BANNER,
    SINGLE_PAGE,
    Maker,
    Picture,
    TutorialStep,
)

_WORDPRESS = Maker(
    "WordPress",
    _("L’administration est à l’adresse de votre site, suivie de /wp-admin."),
    (
        TutorialStep(
            _(
                "À la page « Pixel » du portail, téléchargez l’extension de votre "
                "site. Votre clé est déjà dedans : il n’y a rien à recopier."
            ),
            Picture(
                "plugin-1",
                _("Le portail : le bouton Télécharger, à côté de toile-pixel.zip."),
            ),
        ),
        TutorialStep(
            _(
                "Dans WordPress : Extensions (1), Ajouter, « Téléverser une "
                "extension » (2). Choisissez le fichier (3), puis « Installer "
                "maintenant » (4)."
            ),
            Picture(
                "wordpress-1",
                _(
                    "WordPress, page Extensions : le bouton Téléverser une extension, "
                    "le fichier toile-pixel.zip, le bouton Installer maintenant."
                ),
            ),
        ),
        TutorialStep(
            _("Cliquez sur « Activer l’extension »."),
            Picture(
                "wordpress-2",
                _(
                    "WordPress : l’extension est installée ; le bouton Activer "
                    "l’extension."
                ),
            ),
        ),
        SEE_BANNER,
    ),
    minutes=5,
    remarks=(
        CACHE,
        _(
            "Sans droit d’ajouter une extension (WordPress.com par exemple) : collez "
            "les lignes dans la zone « En-tête » d’une extension d’en-tête et de pied "
            "de page déjà installée, ou envoyez-les à votre prestataire."
        ),
    ),
)

_WIX = Maker(
    "Wix",
    _("Vous le modifiez sur manage.wix.com ou editor.wix.com."),
    (
        TutorialStep(
            _(
                "Dans le tableau de bord : Paramètres (1), puis « Code personnalisé » "
                "(2), sous « Avancés ». Cliquez sur « Ajouter un code » (3)."
            ),
            Picture(
                "wix-1",
                _(
                    "Wix, page Paramètres : la ligne Code personnalisé, puis le bouton "
                    "Ajouter un code personnalisé."
                ),
            ),
        ),
        TutorialStep(
            _(
                "Collez les lignes (1). Choisissez « Toutes les pages » et « Charger à "
                "chaque nouvelle page » (2), l’en-tête (3), le type « Marketing » (4), "
                "puis Appliquer (5)."
            ),
            Picture(
                "wix-2",
                _(
                    "Wix, Code personnalisé : le code collé, toutes les pages, "
                    "l’en-tête, le type Marketing, le bouton Appliquer."
                ),
            ),
        ),
        TutorialStep(_("Publiez le site.")),
        SEE_BANNER,
    ),
    minutes=5,
    remarks=(
        SINGLE_PAGE,
        _(
            "Le code personnalisé demande une offre payante et un nom de domaine à "
            "vous."
        ),
        _(
            "Un seul bandeau : si celui de Wix est allumé, choisissez-le à l’étape 1, "
            "sinon éteignez-le."
        ),
    ),
)

_JOOMLA = Maker(
    "Joomla",
    _("L’administration est à l’adresse de votre site, suivie de /administrator."),
    (
        TutorialStep(
            _(
                "Ouvrez Système (1), puis « Modèles de site », et « Détails et "
                "fichiers » de votre modèle (2)."
            ),
            Picture(
                "joomla-1",
                _(
                    "Joomla, page Système : la liste des modèles de site, le bouton "
                    "Détails et fichiers."
                ),
            ),
        ),
        TutorialStep(
            _(
                "Ouvrez index.php, collez les lignes juste avant </head> (1), puis "
                "« Enregistrer et fermer » (2)."
            ),
            Picture(
                "joomla-2",
                _(
                    "Joomla, fichier index.php : les deux lignes collées juste avant "
                    "la balise de fin de l’en-tête, le bouton Enregistrer et fermer."
                ),
            ),
        ),
        SEE_BANNER,
    ),
    minutes=8,
    remarks=(
        CACHE,
        _(
            "Une mise à jour du modèle peut effacer ces lignes : faites-en un modèle "
            "enfant, ou revenez vérifier ici après chaque mise à jour."
        ),
    ),
)

_DRUPAL = Maker(
    "Drupal",
    _("Une barre noire d’administration paraît en haut du site quand vous y êtes."),
    (
        TutorialStep(
            _(
                "Ouvrez Extension (1), cochez le module « Header and Footer Scripts » "
                "(2), puis Installer (3). S’il manque, demandez à votre prestataire "
                "de l’ajouter."
            ),
            Picture(
                "drupal-1",
                _(
                    "Drupal, page Extension : le module Header and Footer Scripts "
                    "coché, le bouton Installer."
                ),
            ),
        ),
        TutorialStep(
            _(
                "Ouvrez Configuration (1), rubrique Développement, « Header scripts » "
                ": collez les lignes (2), puis Enregistrer (3)."
            ),
            Picture(
                "drupal-2",
                _(
                    "Drupal, page Configuration : les lignes collées dans les scripts "
                    "de l’en-tête, le bouton Enregistrer."
                ),
            ),
        ),
        TutorialStep(
            _("Configuration, Performance : « Vider tous les caches »."),
        ),
        SEE_BANNER,
    ),
    minutes=8,
)

_SQUARESPACE = Maker(
    "Squarespace",
    _("Vous le modifiez sur squarespace.com, sans rien installer."),
    (
        TutorialStep(
            _(
                "Ouvrez Outils pour développeurs (1) (ou Paramètres, Avancé), puis "
                "« Injection de code ». Collez les lignes dans « En-tête » (2), puis "
                "Enregistrer (3)."
            ),
            Picture(
                "squarespace-1",
                _(
                    "Squarespace, Injection de code : les lignes collées dans la zone "
                    "En-tête, le bouton Enregistrer."
                ),
            ),
        ),
        SEE_BANNER,
    ),
    minutes=4,
    remarks=(
        SINGLE_PAGE,
        _("L’injection de code demande une offre qui la comprend."),
    ),
)

_TAG_MANAGER = Maker(
    _("Google Tag Manager"),
    _("Votre agence pose déjà des balises (statistiques, réseaux) par cet outil."),
    (
        TutorialStep(
            _(
                "Balises (1), Nouvelle, type « HTML personnalisé » (2) : collez les "
                "lignes de la page « Pixel » (3). Elles sont écrites pour cet outil, "
                "qui ôterait sinon un attribut nécessaire."
            ),
            Picture(
                "gtm-1",
                _(
                    "Google Tag Manager, nouvelle balise : type HTML personnalisé, les "
                    "lignes collées."
                ),
            ),
        ),
        TutorialStep(
            _(
                "Déclencheur « Consent Initialization – All Pages » (1), sans "
                "condition de consentement : le pixel attend lui-même le oui. "
                "Enregistrez (2), Envoyez, Publiez (3)."
            ),
            Picture(
                "gtm-2",
                _(
                    "Google Tag Manager : le déclencheur sur toutes les pages, aucun "
                    "paramètre de consentement, les boutons Enregistrer et Publier."
                ),
            ),
        ),
        SEE_BANNER,
    ),
    minutes=5,
    remarks=(SINGLE_PAGE,),
)

_BY_HAND = Maker(
    _("Autre, ou je ne sais pas"),
    _("Si quelqu’un d’autre s’en occupe, un mail tout prêt est pour lui."),
    (
        TutorialStep(
            _(
                "Ouvrez le fichier qui contient l’en-tête commun de vos pages, ou, "
                "dans l’administration, la rubrique « code personnalisé », « scripts » "
                "ou « en-tête et pied de page ». Collez les lignes juste avant </head> "
                "(1), puis enregistrez (2)."
            ),
            Picture(
                "other-1",
                _(
                    "Un fichier d’en-tête : les deux lignes collées après le titre, "
                    "avant la balise de fin de l’en-tête."
                ),
            ),
        ),
        SEE_BANNER,
    ),
    minutes=10,
    remarks=(
        CACHE,
        SINGLE_PAGE,
        _(
            "Si le site envoie une Content-Security-Policy, elle doit laisser passer "
            "les adresses de Toile."
        ),
    ),
)

SELF_MADE: dict[str, Maker] = {
    "wordpress": _WORDPRESS,
    "wix": _WIX,
    "joomla": _JOOMLA,
    "drupal": _DRUPAL,
    "squarespace": _SQUARESPACE,
    "gtm": _TAG_MANAGER,
    OTHER: _BY_HAND,
}
