"""Who a cinema is before the law, and where its site is."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.models import Organisation
from toile.portal.agreements.forms import Named
from toile.portal.agreements.models import LegalIdentity
from toile.portal.cinemas.origins import clean_origins
from toile.portal.members.addresses import origins_of_pasted
from toile.portal.ui.fields import SiretField, VatField
from toile.portal.ui.forms import Dressed
from toile.wire.geography import departement_of

IDENTITY = (
    "legal_name",
    "siret",
    "street",
    "postal_code",
    "town",
    "vat_regime",
    "vat_number",
    "contact_name",
)
_NEW = "new"
_SIREN = 9
_MOST_SITES = 10


class IdentityForm(Dressed, forms.Form):
    """The identity of the company or body that runs the cinema.

    ``owned`` are organisations of the same person, to one of which a further cinema may
    belong.
    """

    belongs_to = forms.ChoiceField(
        label=_("Ce cinéma appartient à"), widget=forms.RadioSelect
    )
    cinema_name = Named(
        label=_("Nom du cinéma, tel que le public le connaît"), max_length=160
    )
    legal_name = Named(
        label=_("Raison sociale"),
        help_text=_("Celle de l’exploitant : société, association, commune…"),
        max_length=160,
    )
    siret = SiretField(
        label="SIRET",
        help_text=_("14 chiffres, avec ou sans espaces, sur votre avis Insee."),
        max_length=40,
    )
    street = Named(label=_("Numéro et rue"), max_length=160)
    postal_code = forms.CharField(
        label=_("Code postal"),
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    town = Named(label=_("Ville"), max_length=120)
    vat_regime = forms.ChoiceField(
        label=_("Régime de TVA"),
        choices=LegalIdentity.VatRegime.choices,
        widget=forms.RadioSelect,
    )
    vat_number = VatField(
        label=_("Numéro de TVA"),
        help_text=_("Seulement si vous êtes assujetti : FR, deux chiffres, le SIREN."),
        required=False,
        max_length=40,
    )
    contact_name = Named(label=_("Personne à contacter"), max_length=120)
    contact_email = forms.EmailField(label=_("Adresse e-mail de contact"))
    origins = forms.CharField(
        label=_("Adresse du site de votre cinéma"),
        help_text=_(
            "Par exemple www.leroyal.fr ; une par ligne s’il y en a plusieurs."
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "inputmode": "url"}),
    )

    def __init__(
        self, *args: object, owned: Sequence[Organisation] = (), **given: object
    ) -> None:
        super().__init__(*args, **given)
        self._owned = {one.id: one for one in owned}
        if not owned:
            del self.fields["belongs_to"]
            return
        field = self.fields["belongs_to"]
        assert isinstance(field, forms.ChoiceField)
        names = [(one.id, one.name) for one in owned]
        field.choices = [*names, (_NEW, _("un autre exploitant, que je décris ici"))]
        field.initial = names[0][0]

    @property
    def organisation(self) -> Organisation | None:
        """The organisation that was chosen; nothing for a new one."""
        return self._owned.get(self.cleaned_data.get("belongs_to", ""))

    def clean_postal_code(self) -> str:
        """Keep five figures that lie in a département."""
        code = "".join(str(self.cleaned_data["postal_code"]).split())
        if departement_of(code) is None:
            raise ValidationError(
                _("Un code postal a cinq chiffres, par exemple 83000.")
            )
        return code

    def clean_origins(self) -> list[str]:
        """Keep true origins, each with and without ``www``."""
        found = clean_origins(origins_of_pasted(self.cleaned_data["origins"]))
        if not found:
            raise ValidationError(
                _("Donnez l’adresse du site, par exemple leroyal.fr.")
            )
        if len(found) > 2 * _MOST_SITES:
            raise ValidationError(_("Dix adresses au plus."))
        return found

    def clean(self) -> dict[str, Any]:
        """A VAT number goes with one regime, and with the SIRET."""
        given = super().clean() or {}
        regime, number = given.get("vat_regime"), given.get("vat_number")
        if regime != LegalIdentity.VatRegime.NORMAL:
            given["vat_number"] = ""
        elif number == "" and "vat_number" not in self.errors:
            self.add_error(
                "vat_number", _("Assujetti à la TVA, vous avez un numéro : écrivez-le.")
            )
        elif number and given.get("siret") and not _fits(number, given["siret"]):
            self.add_error(
                "vat_number",
                _(
                    "Ce numéro de TVA n’est pas celui de ce SIRET : ses neuf derniers "
                    "chiffres doivent être les neuf premiers du SIRET."
                ),
            )
        return given

    @property
    def identity(self) -> dict[str, str]:
        """What goes into the legal identity."""
        return {name: self.cleaned_data[name] for name in IDENTITY}


def _fits(number: str, siret: str) -> bool:
    return not number.startswith("FR") or number[-_SIREN:] == siret[:_SIREN]
