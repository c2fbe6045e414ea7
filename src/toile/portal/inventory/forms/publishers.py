"""What the operator types about publishers, their contacts and their places."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toile.portal.inventory.agreed import clean_bundles
from toile.portal.inventory.forms.fields import LinesField, OriginsField, floor_field
from toile.portal.inventory.interests import INTERESTS
from toile.portal.inventory.models import Placement, Publisher
from toile.portal.ui.forms import Dressed

_LARGEST_PX = 4_000


class PublisherForm(Dressed, forms.Form):
    """A publisher."""

    name = forms.CharField(label=_("Nom du support"), max_length=160)
    origins = OriginsField()
    bundles = LinesField(
        clean_bundles,
        _("Applications"),
        _(
            "Celles du support que les places de marché proposent, une par ligne, "
            "comme le magasin les nomme : fr.exemple.journal."
        ),
    )

    def __init__(
        self, *args: object, known: Publisher | None = None, **given: object
    ) -> None:
        self._known = known
        super().__init__(*args, **given)

    def clean_name(self) -> str:
        """Refuse a second publisher of one name."""
        name: str = " ".join(self.cleaned_data["name"].split())
        others = Publisher.objects.filter(name__iexact=name)
        if self._known is not None:
            others = others.exclude(pk=self._known.pk)
        if others.exists():
            raise forms.ValidationError(
                _("Un support porte déjà ce nom : ouvrez-le, ou précisez celui-ci.")
            )
        return name


class ContactForm(Dressed, forms.Form):
    """Whom to call."""

    name = forms.CharField(label=_("Nom"), max_length=120)
    role = forms.CharField(label=_("Fonction"), max_length=120, required=False)
    email = forms.EmailField(label=_("Adresse e-mail"), required=False)
    phone = forms.CharField(label=_("Téléphone"), max_length=30, required=False)

    def clean(self) -> dict[str, Any]:
        """Want one way at least to reach the person."""
        given: dict[str, Any] = super().clean() or {}
        if not (given.get("email") or given.get("phone") or self.errors):
            self.add_error("email", _("Donnez une adresse e-mail ou un téléphone."))
        return given


class PlacementForm(Dressed, forms.Form):
    """A place on a publisher's site."""

    name = forms.CharField(label=_("Nom de l’emplacement"), max_length=160)
    format = forms.ChoiceField(
        label=_("Format"), choices=Placement.Format.choices, widget=forms.RadioSelect
    )
    width = forms.IntegerField(
        label=_("Largeur (pixels)"), min_value=1, max_value=_LARGEST_PX
    )
    height = forms.IntegerField(
        label=_("Hauteur (pixels)"), min_value=1, max_value=_LARGEST_PX
    )
    sold_by = forms.ChoiceField(
        label=_("Vendu par"),
        choices=Placement.SoldBy.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Vendu par les places de marché, il n’a pas de lignes à coller : elles le "
            "proposent, sur les adresses et dans les applications du support."
        ),
    )
    tag_id = forms.CharField(
        label=_("Nom chez les places de marché"),
        max_length=64,
        required=False,
        help_text=_(
            "Le « tagid » de leurs demandes. Vide : toute place de cette taille sur le "
            "site."
        ),
    )
    floor_micros = floor_field(_("Prix plancher"))
    interests = forms.MultipleChoiceField(
        label=_("Centres d’intérêt des lecteurs"),
        choices=tuple(INTERESTS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Aucun coché : la page convient à toutes les lignes."),
    )

    def clean_floor_micros(self) -> int:
        """Take nothing for no floor."""
        return self.cleaned_data["floor_micros"] or 0


class NewPlacementForm(PlacementForm):
    """A place of a publisher that is still to be chosen."""

    publisher = forms.ModelChoiceField(
        label=_("Support"), queryset=Publisher.objects.all(), empty_label=None
    )
    field_order = ("publisher", "name", "format", "width", "height", "sold_by")
