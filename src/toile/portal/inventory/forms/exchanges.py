"""What the operator types about an exchange, and the price keys it was given."""

from typing import TYPE_CHECKING

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from toile.ads.exchanges.price_crypt import PriceKeys
from toile.portal.inventory.agreed import (
    clean_hosts,
    clean_networks,
    clean_sync_url,
    clean_unsync_url,
    read_price_key,
)
from toile.portal.inventory.forms.fields import LinesField
from toile.portal.inventory.models import Exchange
from toile.portal.ui.forms import Dressed

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_MOST_QUERIES = 1_000_000

_GROUPS = (
    (_("Qui elle est"), ("name", "slug", "seat", "system")),
    (_("Comment elle se montre"), ("networks", "by_browser")),
    (
        _("Ce qu’elle demande"),
        ("version", "queries_a_second", "hosts", "ads_txt", "supply_chain"),
    ),
    (_("Ce qui lui est répondu"), ("bills", "sync_url", "unsync_url", "explains")),
    (_("À qui parler"), ("contact_name", "contact_email", "notes")),
)


class ExchangeForm(Dressed, forms.Form):
    """A marketplace, and what is agreed with it."""

    name = forms.CharField(label=_("Nom"), max_length=160)
    slug = forms.SlugField(
        label=_("Nom court"),
        max_length=40,
        help_text=_(
            "Le mot de son adresse chez nous, en minuscules : /openrtb/nom-court."
        ),
    )
    seat = forms.CharField(
        label=_("Siège d’acheteur"),
        max_length=64,
        required=False,
        help_text=_("L’identifiant que la place de marché nous a donné."),
    )
    system = forms.CharField(
        label=_("Domaine dans les ads.txt"),
        max_length=253,
        required=False,
        help_text=_(
            "Ce par quoi commencent ses lignes dans l’ads.txt des supports, comme "
            "exemple.com."
        ),
    )
    networks = LinesField(
        clean_networks,
        _("Réseaux"),
        _(
            "Ceux d’où elle appelle, un par ligne, comme 192.0.2.0/24. Vide : de "
            "partout, avec le secret partagé."
        ),
    )
    by_browser = forms.BooleanField(
        label=_("Appelée par les navigateurs (Prebid.js)"),
        required=False,
        help_text=_(
            "Les pages de nos supports demandent elles-mêmes : il n’y a alors ni "
            "secret ni réseau."
        ),
    )
    version = forms.ChoiceField(
        label=_("Version d’OpenRTB"), choices=Exchange.Version.choices
    )
    queries_a_second = forms.IntegerField(
        label=_("Demandes par seconde, au plus"),
        required=False,
        min_value=0,
        max_value=_MOST_QUERIES,
        help_text=_(
            "Ce qui dépasse reçoit aussitôt un « pas d’enchère ». Vide ou 0 : sans "
            "limite."
        ),
    )
    hosts = LinesField(
        clean_hosts,
        _("Sites permis"),
        _(
            "Les domaines qu’elle peut proposer, un par ligne, avec tout ce qui est "
            "dessous. Vide : tous ceux de nos supports."
        ),
    )
    ads_txt = forms.BooleanField(
        label=_("Exiger l’ads.txt"),
        required=False,
        help_text=_(
            "N’acheter un site que si son ads.txt autorise cette place de marché."
        ),
    )
    supply_chain = forms.ChoiceField(
        label=_("Chaîne de vente"),
        choices=Exchange.Chain.choices,
        help_text=_("Ce que doit être l’objet schain de chaque demande."),
    )
    bills = forms.ChoiceField(
        label=_("Ce qui compte un encart"),
        choices=Exchange.Bills.choices,
        help_text=_("Une vidéo compte toujours à son affichage."),
    )
    sync_url = forms.CharField(
        label=_("Adresse d’appariement"),
        max_length=500,
        required=False,
        help_text=_(
            "Où envoyer l’identifiant que nous faisons pour elle seule, avec {UID} à "
            "sa place ; {GDPR} et {GDPR_CONSENT} si elle les veut."
        ),
    )
    unsync_url = forms.CharField(
        label=_("Adresse d’oubli"),
        max_length=500,
        required=False,
        help_text=_(
            "Appelée par le navigateur de qui efface ses données ou s’oppose, pour que "
            "la place oublie notre identifiant (article 19 du RGPD)."
        ),
    )
    explains = forms.BooleanField(
        label=_("Expliquer les refus"),
        required=False,
        help_text=_(
            "Pour ses essais : avec ?debug=1, la réponse dit pourquoi rien n’est "
            "offert."
        ),
    )
    contact_name = forms.CharField(label=_("Contact"), max_length=120, required=False)
    contact_email = forms.EmailField(label=_("Adresse e-mail"), required=False)
    notes = forms.CharField(
        label=_("Notes"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: object, known: Exchange | None = None, **given: object
    ) -> None:
        self._known = known
        super().__init__(*args, **given)

    @property
    def groups(self) -> list[tuple[str, list[BoundField]]]:
        """The fields under their titles."""
        return [
            (str(title), [self[name] for name in names]) for title, names in _GROUPS
        ]

    def clean_slug(self) -> str:
        """Refuse a word that another exchange has."""
        slug: str = self.cleaned_data["slug"].lower()
        others = Exchange.objects.filter(slug=slug)
        if self._known is not None:
            others = others.exclude(pk=self._known.pk)
        if others.exists():
            raise forms.ValidationError(
                _("Une autre place de marché a ce nom court : choisissez-en un autre.")
            )
        return slug

    def clean_queries_a_second(self) -> int:
        """Take nothing for no limit."""
        return self.cleaned_data["queries_a_second"] or 0

    def clean_sync_url(self) -> str:
        """Want an address that may be called, with {UID} in it."""
        return clean_sync_url(self.cleaned_data["sync_url"])

    def clean_unsync_url(self) -> str:
        """Want an address that may be called."""
        return clean_unsync_url(self.cleaned_data["unsync_url"])


class _KeyField(forms.CharField):
    """A key in base64; gives its bytes."""

    def __init__(self, label: "_StrPromise") -> None:
        super().__init__(
            label=label,
            max_length=120,
            widget=forms.TextInput(
                attrs={"autocomplete": "off", "spellcheck": "false"}
            ),
        )

    def clean(self, value: object) -> bytes:
        """Read the key."""
        return read_price_key(str(super().clean(value)))


class PriceKeysForm(Dressed, forms.Form):
    """The two keys by which an exchange encrypts prices."""

    encryption = _KeyField(_("Clé de chiffrement (e_key)"))
    integrity = _KeyField(_("Clé d’intégrité (i_key)"))

    @property
    def keys(self) -> PriceKeys:
        """What was typed, once it is valid."""
        return PriceKeys(
            self.cleaned_data["encryption"], self.cleaned_data["integrity"]
        )

    def clean(self) -> dict[str, object]:
        """Refuse one key for both ends."""
        given: dict[str, object] = super().clean() or {}
        if given.get("integrity") and given.get("integrity") == given.get("encryption"):
            self.add_error(
                "integrity", _("Les deux clés sont la même : collez l’une et l’autre.")
            )
        return given
