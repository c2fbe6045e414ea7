"""How a site's consent tool tells the pixel of a choice (SPECS §9.3).

The pixel's line names the tool (``data-consent``), whose adapter then listens to it;
what is to be done in the tool is here. A yes to a mere category counts only where the
tool's list names us and our purpose, which nobody but the site can see to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

OWN_BANNER = "toile"
OTHER = "other"


@dataclass(frozen=True)
class Guide:
    """A consent tool: its name, what to do in it, and the lines that join it.

    ``attributes`` go into the pixel's line, beside ``data-consent``.
    """

    name: Any
    steps: Sequence[Any]
    lines: str = ""
    attributes: str = ""


# What a tool that we do not know calls itself, as the pixel hears it.
_SAY = """\
<script>
function toileSay(yes, fresh, tool) {
  window.toileConsent = { choice: yes ? "yes" : "no", fresh: fresh, tool: tool,
    tool_version: "", text_version: "", language: document.documentElement.lang };
  document.dispatchEvent(
    new CustomEvent("toile:consent", { detail: window.toileConsent }));
}
</script>"""

# Both tools may be loaded before or after these lines.
_TARTEAUCITRON = """\
<script>
(function () {
  function add() {
    if (!window.tarteaucitron) return;
    window.tarteaucitronForceExpire = 180;
    window.tarteaucitronExpireInDay = true;
    tarteaucitron.services.toile = { key: "toile", type: "ads",
      name: "Toile (cinémas Art et Essai)", needConsent: true, cookies: [],
      js: function () {}, fallback: function () {} };
    (tarteaucitron.job = tarteaucitron.job || []).push("toile");
  }
  if (window.tarteaucitron) add();
  else document.addEventListener("DOMContentLoaded", add);
})();
</script>"""
_OREJIME = """\
<script>
(function () {
  function add() {
    var config = window.orejimeConfig;
    if (!config) return;
    config.cookie = config.cookie || {};
    config.cookie.duration = 180;
    config.purposes.push({ id: "toile", title: "Toile (cinémas Art et Essai)",
      description: "Publicité personnalisée pour des films, et sa mesure",
      cookies: [] });
  }
  if (window.orejimeConfig) add();
  else document.addEventListener("DOMContentLoaded", add);
})();
</script>"""

_PARTNER = _(
    "Ajoutez Toile à la liste des partenaires de votre bandeau, avec les noms de la "
    "convention : le syndicat et l’opérateur."
)
_PURPOSE = _(
    "Écrivez-y la finalité : « mise en commun de vos visites entre cinémas Art et "
    "Essai, publicité personnalisée pour des films et mesure de ses performances »."
)
_CATEGORY = _(
    "Cet outil ne demande que par catégorie : le oui à la publicité ne vaut pour Toile "
    "que si cette liste la nomme, avec sa finalité. Sinon, ne le choisissez pas."
)
_SIX_MONTHS = _("Réglez la durée du choix à six mois, pour un oui comme pour un non.")
_LET_THROUGH = _(
    "Si l’outil bloque les scripts avant le oui, laissez passer la ligne du pixel : "
    "elle attend elle-même le oui, et doit voir le moment où il est donné."
)
_BY_CATEGORY = (_PARTNER, _PURPOSE, _CATEGORY, _SIX_MONTHS, _LET_THROUGH)


CONSENT_GUIDES: dict[str, Guide] = {
    OWN_BANNER: Guide(
        _("aucun : prendre celui de Toile"),
        (
            _("Il n’y a rien à régler : la première ligne affiche le bandeau."),
            _("« Accepter » et « Refuser » y pèsent autant, comme la CNIL le demande."),
        ),
    ),
    "tarteaucitron": Guide(
        "tarteaucitron",
        (
            _("Collez ces lignes après l’appel de tarteaucitron.init."),
            _("Elles ajoutent le service Toile, et limitent le cookie à six mois."),
            _(
                "Gardez le réglage highPrivacy : sans lui, naviguer vaudrait oui, et "
                "le pixel n’en tient pas compte."
            ),
        ),
        _TARTEAUCITRON,
    ),
    "orejime": Guide(
        "Orejime",
        (
            _("Collez ces lignes avant le chargement d’Orejime, après orejimeConfig."),
            _("Elles ajoutent la finalité Toile, et limitent le cookie à six mois."),
        ),
        _OREJIME,
    ),
    "axeptio": Guide(
        "Axeptio",
        (
            _PARTNER,
            _PURPOSE,
            _("Dans Axeptio, créez un service d’identifiant toile et publiez."),
            _("Un autre identifiant se recopie dans data-partner, sur la ligne."),
            _SIX_MONTHS,
        ),
        attributes='data-partner="toile"',
    ),
    "didomi": Guide(
        "Didomi",
        (
            _PARTNER,
            _PURPOSE,
            _("Dans Didomi, créez un fournisseur personnalisé nommé toile."),
            _(
                "Didomi complète son identifiant, par exemple c:toile-AbCdEfGh : "
                "recopiez-le dans data-partner, sur la ligne."
            ),
            _SIX_MONTHS,
        ),
        attributes='data-partner="c:toile"',
    ),
    "tcf": Guide(
        _("un outil du TCF (IAB Europe)"),
        (
            _(
                "Ne le choisissez que si l’opérateur est inscrit à la liste des "
                "fournisseurs de l’IAB : demandez-le au syndicat. Sinon, le pixel "
                "n’entendrait jamais oui."
            ),
            _(
                "Dans votre outil, ajoutez ce fournisseur, avec les finalités 1, 3, 4 "
                "et 7, à consentement."
            ),
            _SIX_MONTHS,
        ),
    ),
    "cookiebot": Guide(
        "Cookiebot", _BY_CATEGORY, attributes='data-cookieconsent="ignore"'
    ),
    "complianz": Guide("Complianz (WordPress)", _BY_CATEGORY),
    "wp-consent-api": Guide(
        _("une extension WordPress reliée à WP Consent API"), _BY_CATEGORY
    ),
    "cookieyes": Guide("CookieYes", _BY_CATEGORY),
    "onetrust": Guide(
        "OneTrust",
        (
            *_BY_CATEGORY,
            _(
                "Si le groupe de la publicité n’est pas C0004, recopiez le sien dans "
                "data-partner, sur la ligne."
            ),
        ),
        attributes='data-partner="C0004" data-ot-ignore="1"',
    ),
    "wix": Guide(
        _("celui de Wix"),
        (
            *_BY_CATEGORY,
            _(
                "Le oui compte s’il est donné à la publicité et aux tiers, les deux "
                "ensemble."
            ),
        ),
    ),
    "google-consent-mode": Guide(
        _("Google Tag Manager, mode Consentement"),
        (
            *_BY_CATEGORY,
            _(
                "Votre bandeau doit envoyer la mise à jour (update) de ad_storage, "
                "ad_user_data et ad_personalization : les trois, accordés."
            ),
        ),
    ),
    "auto": Guide(
        _("l’un d’eux, je ne sais pas lequel"),
        (
            _(
                "Le pixel cherche tarteaucitron, Orejime, Axeptio, Didomi et les "
                "outils du TCF, et n’entend que celui qui pose la question de Toile."
            ),
            _PARTNER,
            _PURPOSE,
        ),
    ),
    OTHER: Guide(
        _("un autre"),
        (
            _PARTNER,
            _PURPOSE,
            _(
                "Demandez à votre prestataire d’appeler toileSay(oui, frais, outil) "
                "dès qu’un choix est connu, puis à chaque changement."
            ),
        ),
        _SAY,
    ),
}
