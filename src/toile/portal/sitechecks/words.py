"""What each finding says, and what to do about it; ``%`` fills in its facts."""

from collections import defaultdict
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from toile.wire.sitecheck import Check, Finding, FindingCode, SiteReport, Weight

Code = FindingCode


class Words(NamedTuple):
    """What was found, and the remedy; "" if there is nothing to do."""

    what: Promise
    remedy: Promise | str = ""


CHECKS: dict[Check, Promise] = {
    Check.REACHABLE: _("Le site s’ouvre"),
    Check.PRESENT: _("Le pixel est là"),
    Check.TOOL: _("L’outil de consentement"),
    Check.MAKER: _("Avec quoi le site est fait"),
    Check.BEFORE: _("Rien avant le choix"),
    Check.REFUSAL: _("Refuser est aussi facile qu’accepter"),
    Check.CONTROLLERS: _("Le bandeau dit qui reçoit les données"),
    Check.YES: _("Après un oui, le pixel parle"),
    Check.ROUTING: _("Chaque page compte"),
    Check.PRERENDER: _("Une page préparée d’avance ne compte pas"),
    Check.NO: _("Après un non, le pixel se tait"),
    Check.KEPT: _("Le choix est gardé"),
    Check.WITHDRAWAL: _("Le oui se retire"),
    Check.THIRD_PARTIES: _("Nos scripts ne parlent qu’à Toile"),
    Check.POLICY: _("La politique de sécurité (CSP) laisse passer le pixel"),
    Check.MIXED: _("Tout est chiffré"),
}

WEIGHTS: dict[Weight, Promise] = {
    Weight.OK: _("bon"),
    Weight.NOTE: _("à savoir"),
    Weight.WARNING: _("à améliorer"),
    Weight.FAULT: _("à corriger"),
    Weight.UNKNOWN: _("non vérifié"),
}

_PARTNERS = _(
    "Ajoutez à la liste des partenaires de votre bandeau les noms de la convention."
)
_RAW = _(
    "Retirez ce qui appelle Toile directement : seules les lignes données par le "
    "portail, inchangées, attendent le choix."
)
_AGAIN = _("Réessayez plus tard ; si cela dure, prévenez votre hébergeur.")

WORDS: dict[str, Words] = {
    Code.REACHED: Words(_("La page répond (code %(status)s).")),
    Code.REDIRECTED: Words(
        _("L’adresse mène à %(host)s."),
        _("Vérifiez que ce domaine est parmi les adresses de votre site."),
    ),
    Code.ROBOTS: Words(
        _(
            "robots.txt demande aux robots de ne pas ouvrir cette page ; la "
            "vérification, demandée par un membre, l’a ouverte comme un visiteur."
        )
    ),
    Code.BAD_ADDRESS: Words(
        _("Ce n’est pas l’adresse d’un site : %(fact)s."),
        _("Donnez une adresse qui commence par https://."),
    ),
    Code.PRIVATE_ADDRESS: Words(
        _("%(fact)s mène à un réseau privé, qui n’est jamais ouvert."),
        _("Donnez l’adresse publique du site."),
    ),
    Code.NO_SUCH_HOST: Words(
        _("Le nom %(fact)s est introuvable (DNS)."),
        _("Vérifiez l’adresse, et que le nom de domaine est toujours payé."),
    ),
    Code.NO_ANSWER: Words(_("%(fact)s ne répond pas."), _AGAIN),
    Code.CERTIFICATE: Words(
        _("Le certificat de %(fact)s n’est pas valable."),
        _("Demandez à votre hébergeur de le renouveler."),
    ),
    Code.TOO_SLOW: Words(_("%(fact)s répond trop lentement."), _AGAIN),
    Code.REDIRECT_LOOP: Words(
        _("La page renvoie sans fin d’une adresse à l’autre."),
        _("Faites corriger les redirections du site."),
    ),
    Code.BAD_STATUS: Words(_("La page répond par une erreur (code %(fact)s)."), _AGAIN),
    Code.DOWNLOAD: Words(
        _("L’adresse donne un fichier à télécharger, non une page."),
        _("Donnez l’adresse de la page d’accueil."),
    ),
    Code.NO_PAGE: Words(
        _("L’adresse ne donne pas de page (%(fact)s)."),
        _("Donnez l’adresse de la page d’accueil."),
    ),
    Code.TOO_LARGE: Words(
        _("La page est trop lourde : la vérification s’est arrêtée."),
        _("Allégez la page d’accueil."),
    ),
    Code.HANGS: Words(
        _("La page ne rend pas la main : la vérification s’est arrêtée."),
        _("Un script de la page tourne sans fin : faites-le corriger."),
    ),
    Code.NO_BROWSER: Words(
        _("Cette machine n’a pas de navigateur (Chromium) pour vérifier."),
        _("L’opérateur l’installe : voir docs/howto/verifier-un-site.md."),
    ),
    Code.BROWSER_FAILED: Words(
        _("Le navigateur s’est arrêté en cours de route."), _("Réessayez.")
    ),
    Code.PIXEL_THERE: Words(_("La ligne du pixel est sur la page, une fois.")),
    Code.PIXEL_ABSENT: Words(
        _("La ligne du pixel n’est pas sur la page."),
        _("Collez les lignes du portail dans l’en-tête de toutes les pages."),
    ),
    Code.PIXEL_TWICE: Words(
        _("La ligne du pixel est %(number)s fois sur la page."),
        _("Gardez-en une : souvent une extension et le modèle la posent tous deux."),
    ),
    Code.OTHER_KEY: Words(
        _("La clé du pixel est %(key)s au lieu de %(right)s."),
        _("Copiez de nouveau les lignes de ce site."),
    ),
    Code.OTHER_HOST: Words(
        _("Le pixel vient de %(host)s au lieu de %(pool)s."),
        _("Copiez de nouveau les lignes du portail."),
    ),
    Code.NO_CROSSORIGIN: Words(
        _('Il manque crossorigin="anonymous" à la ligne du pixel.'),
        _(
            "Sans lui, le cookie du pool voyage avant le choix : copiez la ligne "
            "entière."
        ),
    ),
    Code.SCRIPT_FAILED: Words(
        _("%(script)s ne se charge pas."),
        _("Si le site n’y est pour rien, prévenez l’opérateur."),
    ),
    Code.SITE_NOT_OPEN: Words(
        _(
            "Le pool ne reçoit rien de ce site pour l’instant (accord attendu, pause "
            "ou suspension) ; la vérification a fait comme s’il recevait."
        )
    ),
    Code.TOOL_KNOWN: Words(_("Le bandeau est celui de %(name)s.")),
    Code.TOOL_UNKNOWN: Words(
        _("Il y a un bandeau, d’un outil que nous ne connaissons pas."),
        _("Suivez le tutoriel « un autre » pour le raccorder au pixel."),
    ),
    Code.NO_TOOL: Words(
        _("Aucun bandeau de consentement n’est apparu."),
        _("Prenez celui de Toile : sa ligne est à la page « Pixel »."),
    ),
    Code.MAKER_KNOWN: Words(_("Le site est fait avec %(maker)s.")),
    Code.MAKER_UNKNOWN: Words(_("Nous ne reconnaissons pas l’outil du site.")),
    Code.SILENT_BEFORE: Words(
        _("Avant tout choix : aucun envoi à Toile, aucun cookie, rien d’enregistré.")
    ),
    Code.FIRED_BEFORE: Words(_("Avant tout choix, la page a appelé %(what)s."), _RAW),
    Code.STORED_BEFORE: Words(
        _("Avant tout choix, le navigateur garde déjà : %(what)s."), _RAW
    ),
    Code.OTHERS_STORED_BEFORE: Words(
        _("D’autres que Toile ont posé des cookies avant le choix : %(what)s."),
        _("La loi les soumet au même oui : voyez-le avec qui fait votre site."),
    ),
    Code.REFUSAL_THERE: Words(_("« %(no)s » est au premier écran du bandeau.")),
    Code.REFUSAL_ABSENT: Words(
        _("Le premier écran du bandeau n’offre pas de refuser."),
        _("Ajoutez « Tout refuser » à côté de « Tout accepter » (CNIL 2020-092)."),
    ),
    Code.REFUSAL_FAINT: Words(
        _("« %(no)s » se voit moins que « %(yes)s »."),
        _("Donnez aux deux boutons la même taille et les mêmes lettres."),
    ),
    Code.BANNER_UNSEEN: Words(_("Aucun bandeau n’a été vu.")),
    Code.CONTROLLERS_NAMED: Words(_("Le bandeau nomme %(names)s.")),
    Code.CONTROLLERS_UNNAMED: Words(
        _("Le premier écran du bandeau ne nomme pas : %(names)s."), _PARTNERS
    ),
    Code.CONTROLLERS_UNKNOWN: Words(
        _("Qui doit être nommé n’est pas connu de cette machine.")
    ),
    Code.FIRED_AFTER_YES: Words(_("Après un oui, la preuve et la visite partent.")),
    Code.MUTE_AFTER_YES: Words(
        _("Un oui a été donné, mais le pixel n’en a rien su."),
        _("Vérifiez le raccord entre l’outil de consentement et le pixel."),
    ),
    Code.YES_ALONE: Words(
        _("La preuve du oui part, mais aucune visite."),
        _("La page efface peut-être ce que le pixel garde : prévenez l’opérateur."),
    ),
    Code.NEXT_PAGE_MUTE: Words(
        _("Une deuxième page du site n’a rien envoyé après le oui."),
        _("Posez les lignes dans l’en-tête de toutes les pages."),
    ),
    Code.YES_NOT_PRESSED: Words(
        _("Aucun bouton pour accepter n’a été trouvé : la suite n’est pas vérifiée.")
    ),
    Code.EACH_PAGE: Words(_("Un changement de page sans chargement est compté.")),
    Code.FIRST_PAGE_ALONE: Words(
        _("Un changement de page sans chargement n’est pas compté."),
        _("Si votre site change de page ainsi, prévenez l’opérateur."),
    ),
    Code.WAITS_FOR_EYES: Words(_("Le pixel attend que la page soit regardée.")),
    Code.FIRED_UNSEEN: Words(
        _("Une page préparée d’avance a parlé sans que personne ne la regarde."), _RAW
    ),
    Code.SILENT_AFTER_NO: Words(
        _("Après un non : aucune visite, aucun cookie, rien d’enregistré.")
    ),
    Code.FIRED_AFTER_NO: Words(_("Après un non, la page a appelé %(what)s."), _RAW),
    Code.STORED_AFTER_NO: Words(
        _("Après un non, le navigateur garde : %(what)s."), _RAW
    ),
    Code.NO_NOT_PRESSED: Words(
        _("Aucun bouton pour refuser n’a été trouvé : la suite n’est pas vérifiée.")
    ),
    Code.CHOICE_KEPT: Words(_("La page suivante ne redemande rien.")),
    Code.ASKED_AGAIN: Words(
        _("Le bandeau revient à la page suivante, malgré le choix."),
        _("Vérifiez le cookie de l’outil : un choix vaut six mois."),
    ),
    Code.WITHDRAWN: Words(_("Le oui se retire, et le pool l’apprend.")),
    Code.WITHDRAWAL_UNTOLD: Words(
        _("Le oui a été retiré dans l’outil, mais le pool n’en a rien su."),
        _("Vérifiez le raccord entre l’outil de consentement et le pixel."),
    ),
    Code.NO_WAY_BACK: Words(
        _("Nous n’avons pas trouvé comment revenir sur un oui."),
        _("Ajoutez au pied de chaque page un lien « Gérer mes cookies »."),
    ),
    Code.OURS_ALONE: Words(_("Les scripts de Toile n’appellent personne d’autre.")),
    Code.THIRD_PARTY: Words(
        _("Un script de Toile a appelé %(hosts)s."), _("Prévenez l’opérateur.")
    ),
    Code.POLICY_LETS: Words(_("Rien de Toile n’est retenu.")),
    Code.POLICY_BLOCKS: Words(
        _("La Content-Security-Policy du site retient %(what)s."),
        _("Ajoutez %(hosts)s à script-src, connect-src et img-src."),
    ),
    Code.ALL_SECURE: Words(_("Rien de Toile ne passe en clair.")),
    Code.MIXED_CONTENT: Words(
        _("%(what)s est demandé en clair depuis une page chiffrée."),
        _("Écrivez https:// dans les lignes du pixel."),
    ),
    Code.NOT_LOOKED: Words(_("Pas vérifié, faute de ce qui précède.")),
}


class Told(NamedTuple):
    """One finding in words, with its check and its weight."""

    finding: Finding
    label: Promise
    state: Promise
    what: str
    remedy: str


def tell(finding: Finding) -> Told:
    """Say what was found; a code of a newer version says itself."""
    words = WORDS.get(finding.code)
    what, remedy = (words.what, words.remedy) if words else (finding.code, "")
    # What a fact says came from the site: it fills places, and is never a template.
    return Told(
        finding,
        CHECKS[finding.check],
        WEIGHTS[finding.weight],
        _filled(str(what), finding),
        _filled(str(remedy), finding),
    )


def _filled(words: str, finding: Finding) -> str:
    return words % defaultdict(str, finding.facts)


def told(report: SiteReport) -> list[Told]:
    """Say all that was found, in order."""
    return [tell(finding) for finding in report.findings]


def why(report: SiteReport) -> str:
    """Say in a sentence or two what makes a site fire without consent."""
    codes = (Code.FIRED_BEFORE, Code.FIRED_AFTER_NO)
    found = {f.code: tell(f).what for f in report.findings if f.code in codes}
    return " ".join(found.values())
