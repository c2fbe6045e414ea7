"""How a site's consent tool tells the pixel of a choice (SPECS §9.3).

The pixel hears ``toile:consent``; each guide gives the lines that make it from the
tool's own signals. ``fresh`` is true only when the visitor has just chosen: a yes that
a tool remembers proves nothing anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

OWN_BANNER = "toile"

_SAY = """\
<script>
function toileSay(yes, fresh, tool) {
  window.toileConsent = { choice: yes ? "yes" : "no", fresh: fresh, tool: tool,
    tool_version: "", text_version: "", language: document.documentElement.lang };
  document.dispatchEvent(
    new CustomEvent("toile:consent", { detail: window.toileConsent }));
}
"""


@dataclass(frozen=True)
class Guide:
    """A consent tool: its name, what to do in it, and the lines that join it."""

    name: Any
    steps: Sequence[Any]
    lines: str = ""


_PARTNER = _(
    "Ajoutez Toile à la liste des partenaires de votre bandeau, avec les noms de la "
    "convention : le syndicat et l’opérateur."
)

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
            _PARTNER,
            _("Collez ces lignes après l’appel de tarteaucitron.init."),
            _("Limitez son cookie à six mois : tarteaucitronForceExpire = 180."),
        ),
        _SAY
        + """\
tarteaucitron.services.toile = { key: "toile", type: "ads", name: "Toile",
  needConsent: true, cookies: [],
  js: function () { toileSay(true, toileFresh, "tarteaucitron"); },
  fallback: function () {
    if (toileFresh) toileSay(false, true, "tarteaucitron"); } };
var toileFresh = false;
document.addEventListener("click", function (event) {
  if (event.target.closest("#tarteaucitronRoot")) toileFresh = true; }, true);
(tarteaucitron.job = tarteaucitron.job || []).push("toile");
document.addEventListener("toile_disallowed",
  function () { toileSay(false, true, "tarteaucitron"); });
</script>""",
    ),
    "axeptio": Guide(
        "Axeptio",
        (
            _PARTNER,
            _("Dans Axeptio, créez un service nommé « toile » et publiez."),
            _("Collez ces lignes avant celle du pixel."),
        ),
        _SAY
        + """\
(window._axcb = window._axcb || []).push(function (axeptio) {
  var fresh = false;
  axeptio.on("consent:saved", function () { fresh = true; });
  axeptio.on("cookies:complete", function (choices) {
    toileSay(choices.toile === true, fresh, "axeptio");
  });
});
</script>""",
    ),
    "didomi": Guide(
        "Didomi",
        (
            _PARTNER,
            _("Dans Didomi, créez un fournisseur personnalisé d’identifiant toile."),
            _("Collez ces lignes avant celle du pixel."),
        ),
        _SAY
        + """\
(window.didomiOnReady = window.didomiOnReady || []).push(function (Didomi) {
  var first = true;
  Didomi.getObservableOnUserConsentStatusForVendor("c:toile")
    .subscribe(function (yes) {
      if (yes !== undefined) toileSay(yes, !first, "didomi");
      first = false;
    });
});
</script>""",
    ),
    "orejime": Guide(
        "Orejime",
        (
            _PARTNER,
            _("Ajoutez à orejimeConfig.purposes une finalité dont l’id est toile."),
            _("Collez ces lignes après le chargement d’Orejime."),
        ),
        _SAY
        + """\
orejime.manager.on("update", function () {
  toileSay(orejime.manager.getConsent("toile") === true, true, "orejime");
});
if (orejime.manager.getConsent("toile")) toileSay(true, false, "orejime");
</script>""",
    ),
    "other": Guide(
        _("un autre"),
        (
            _PARTNER,
            _(
                "Demandez à votre prestataire d’appeler toileSay(oui, frais, outil) "
                "dès qu’un choix est connu, puis à chaque changement."
            ),
        ),
        f"{_SAY}</script>",
    ),
}
