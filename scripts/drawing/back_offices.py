"""Draw the back offices of the tutorials: one SVG a picture that ``makers`` names.

Run it after a change; tests/portal/members/test_makers.py says when it must be.
"""

from pathlib import Path

from sketch import Button, Code, Field, Note, Option, Row, Screen, Title, drawn

TARGET = (
    Path(__file__).parents[2] / "src/toile/portal/members/static/members/installation"
)
_WP = ("Tableau de bord", "Articles", "Pages", "Apparence", "Extensions", "Réglages")
_WIX = ("Accueil", "Site", "Marketing", "Paramètres")
_JOOMLA = ("Accueil", "Contenu", "Menus", "Système")
_DRUPAL = ("Contenu", "Structure", "Extension", "Configuration")
_SQUARE = ("Pages", "Design", "Paramètres", "Outils dév.")
_GTM = ("Aperçu", "Balises", "Déclencheurs", "Variables")
_OURS = "portail · votre cinéma · Pixel"

SCREENS: dict[str, Screen] = {
    "wordpress-1": Screen(
        "votre-cinema.fr/wp-admin",
        (
            Title("Ajouter des extensions"),
            Button("Téléverser une extension", mark=2, strong=True),
            Field("Fichier .zip", mark=3, value="toile-pixel.zip"),
            Button("Installer maintenant", mark=4),
        ),
        _WP,
        "Extensions",
        1,
    ),
    "wordpress-2": Screen(
        "votre-cinema.fr/wp-admin",
        (
            Title("Installation de l’extension"),
            Note("Extension installée avec succès."),
            Button("Activer l’extension", mark=1, strong=True),
        ),
        _WP,
        "Extensions",
    ),
    "wix-1": Screen(
        "manage.wix.com · votre site",
        (
            Title("Paramètres"),
            Note("Tout en bas, sous « Avancés »"),
            Row("Code personnalisé", mark=2, button="Ouvrir"),
            Button("+ Ajouter un code personnalisé", mark=3),
        ),
        _WIX,
        "Paramètres",
        1,
        dark=False,
    ),
    "wix-2": Screen(
        "manage.wix.com · votre site",
        (
            Title("Code personnalisé"),
            Code("Collez le code", mark=1),
            Field("Nom", value="Toile"),
            Option("Toutes les pages", mark=2, chosen=True),
            Option("En-tête (Head)", mark=3, chosen=True),
            Field("Type de code", mark=4, value="Marketing"),
            Button("Appliquer", mark=5, strong=True),
        ),
        _WIX,
        "Paramètres",
        dark=False,
    ),
    "joomla-1": Screen(
        "votre-cinema.fr/administrator",
        (
            Title("Modèles de site"),
            Note("Système, puis « Modèles de site »"),
            Row("Votre modèle", mark=2, button="Détails et fichiers"),
            Row("Autre modèle"),
        ),
        _JOOMLA,
        "Système",
        1,
    ),
    "joomla-2": Screen(
        "votre-cinema.fr/administrator",
        (
            Title("Modifier index.php"),
            Button("Enregistrer et fermer", mark=2, strong=True),
            Code(
                "index.php",
                mark=1,
                lines=(
                    "  …",
                    '  <script async … src="…/consent.js?…">',
                    '  <script async … src="…/pixel.js?…">',
                    "</head>",
                ),
            ),
        ),
        _JOOMLA,
        "Système",
    ),
    "drupal-1": Screen(
        "votre-cinema.fr/admin/modules",
        (
            Title("Extension"),
            Field("Filtrer", value="header and footer"),
            Option("Header and Footer Scripts", mark=2, chosen=True),
            Button("Installer", mark=3, strong=True),
        ),
        _DRUPAL,
        "Extension",
        1,
    ),
    "drupal-2": Screen(
        "votre-cinema.fr/admin/config",
        (
            Title("Header scripts"),
            Code("Scripts de l’en-tête", mark=2),
            Button("Enregistrer", mark=3, strong=True),
        ),
        _DRUPAL,
        "Configuration",
        1,
    ),
    "squarespace-1": Screen(
        "votre-cinema.squarespace.com/config",
        (
            Title("Injection de code"),
            Button("Enregistrer", mark=3, strong=True),
            Code("En-tête", mark=2),
            Field("Pied de page"),
        ),
        _SQUARE,
        "Outils dév.",
        1,
        dark=False,
    ),
    "gtm-1": Screen(
        "tagmanager.google.com",
        (
            Title("Nouvelle balise : Toile"),
            Field("Type de balise", mark=2, value="HTML personnalisé"),
            Code(
                "HTML",
                mark=3,
                lines=(
                    "<script>(function () {",
                    '  var tag = document.createElement("script");',
                    "  …",
                ),
            ),
        ),
        _GTM,
        "Balises",
        1,
        dark=False,
    ),
    "gtm-2": Screen(
        "tagmanager.google.com",
        (
            Title("Déclenchement"),
            Row("Consent Initialization – All Pages", mark=1),
            Note("Paramètres de consentement : aucun"),
            Button("Enregistrer", mark=2),
            Button("Envoyer, puis Publier", mark=3, strong=True),
        ),
        _GTM,
        "Balises",
        dark=False,
    ),
    "other-1": Screen(
        "en-tete.html · votre éditeur",
        (
            Title("L’en-tête commun de vos pages"),
            Code(
                "",
                mark=1,
                lines=(
                    "<head>",
                    "  <title>Votre cinéma</title>",
                    '  <script async … src="…/consent.js?site=…"></script>',
                    '  <script async … src="…/pixel.js?site=…"></script>',
                    "</head>",
                ),
            ),
            Button("Enregistrer", mark=2, strong=True),
        ),
    ),
    "supplier-1": Screen(
        "nouveau message",
        (
            Field("À", mark=1, value="votre interlocuteur chez le prestataire"),
            Field("Objet", value="Des lignes à poser sur le site du cinéma"),
            Code("Message", mark=2),
            Button("Envoyer", mark=3, strong=True),
        ),
    ),
    "plugin-1": Screen(
        _OURS,
        (
            Title("L’extension de votre site"),
            Row("toile-pixel.zip", mark=1, button="Télécharger"),
            Note("Votre clé est déjà dedans."),
        ),
    ),
    "banner-1": Screen(
        "votre-cinema.fr",
        (
            Title("Votre cinéma"),
            Note("Publicité personnalisée : votre choix"),
            Button("Accepter", mark=1, strong=True),
            Button("Refuser", strong=True),
            Note("Puis ouvrez une autre page de votre site."),
        ),
    ),
}


def main() -> None:
    """Write each picture anew."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, screen in SCREENS.items():
        (TARGET / f"{name}.svg").write_text(drawn(screen), encoding="utf-8")
    print(f"{len(SCREENS)} pictures")


if __name__ == "__main__":
    main()
