"""Suppliers of cinema sites: they place the lines, the cinema writes to them."""

from django.utils.translation import gettext_lazy as _

from toile.portal.members.pixel.makers.made_with import (
    SEE_BANNER,
    Maker,
    Picture,
    TutorialStep,
)

_ASK = TutorialStep(
    _(
        "Votre prestataire seul peut poser ces lignes. Le mail est tout prêt à la page "
        "« Pixel » : ouvrez-le dans votre messagerie ou laissez-nous l’envoyer. À qui "
        "(1) ? À la personne qui suit votre site, ou au support."
    ),
    Picture(
        "supplier-1",
        _(
            "Un message : l’adresse du prestataire, un objet, les lignes dans le "
            "texte, le bouton Envoyer."
        ),
    ),
)
_WAIT = TutorialStep(
    _(
        "Cliquez sur « C’est demandé » : nous gardons la date. Sans réponse au bout "
        "d’une semaine, relancez-le avec le même mail."
    )
)
_STEPS = (_ASK, _WAIT, SEE_BANNER)


def _supplier(
    name: object, seen_by: object, *remarks: object, hint: object = ""
) -> Maker:
    hints = (hint,) if hint else ()
    return Maker(
        name, seen_by, _STEPS, 3, by_supplier=True, remarks=remarks, hints=hints
    )


SUPPLIERS: dict[str, Maker] = {
    "boost": _supplier(
        _("Webedia Boost (The Boxoffice Company)"),
        _("Le bas de page nomme Webedia, Boost ou The Boxoffice Company."),
        _(
            "Le site change de page sans se recharger : le pixel écoute l’historique "
            "du navigateur, il n’y a rien à déclencher à chaque page."
        ),
        hint=_(
            "Si le site passe déjà par Google Tag Manager, les lignes peuvent y être "
            "posées : choisissez cet outil à l’étape 1 pour les avoir dans sa forme."
        ),
    ),
    "cinegroup": _supplier(
        _("Ciné Group (Cotecine)"),
        _("Les billets se vendent à une adresse qui finit par cotecine.fr."),
        _(
            "Les pages de billetterie sont à une autre adresse : la vitrine suffit, le "
            "pixel n’a pas à y être."
        ),
        hint=_(
            "La vitrine est souvent un WordPress : si vous avez accès à /wp-admin, "
            "choisissez WordPress à l’étape 1, c’est plus rapide."
        ),
    ),
    "cineoffice": _supplier(
        _("Ciné Office (CDS)"),
        _("Le bas de page nomme Ciné Office, CDS ou cinemedia."),
        _("La vitrine suffit : le pixel n’a pas à être dans la billetterie."),
    ),
    "ems": _supplier(
        _("Monnaie Services / EMS"),
        _("Les billets se vendent sur ticketingcine.fr."),
        _(
            "La réservation s’ouvre derrière un # de l’adresse (#showsession) : le "
            "pixel écoute aussi ces changements, et ne retient rien de #showsession."
        ),
        _("La vitrine suffit : le pixel n’a pas à être sur ticketingcine.fr."),
    ),
    "erakys": _supplier(
        "Erakys",
        _("Le bas de page nomme Erakys."),
        _("La vitrine suffit : le pixel n’a pas à être dans la billetterie."),
    ),
}
