"""What the operator types about its inventory."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toile.portal.cinemas.origins import clean_origins
from toile.portal.inventory.interests import INTERESTS
from toile.portal.inventory.models import Deal, Exchange, Placement, Publisher
from toile.portal.ui.fields import EurosField
from toile.portal.ui.forms import Dressed

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_LARGEST_PX = 4_000
_MOST_FLOOR_MICROS = 1_000_000_000


class OriginsField(forms.CharField):
    """Web origins, one a line (or parted by spaces); gives a list."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Adresses du site"),
            max_length=4_000,
            help_text=_(
                "Une par ligne, sans page : https://www.exemple.fr. Seules les pages "
                "de ces adresses peuvent demander une publicité."
            ),
            widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        )

    def prepare_value(self, value: object) -> object:
        """Write a list one a line."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: object) -> list[str]:
        """Read each line as an origin, and tell all faults at once."""
        return clean_origins(str(super().clean(value)).replace(",", " ").split())

    def has_changed(self, initial: object, data: object) -> bool:
        """Say that it may have: the service compares."""
        return True


class PublisherForm(Dressed, forms.Form):
    """A publisher."""

    name = forms.CharField(label=_("Nom du support"), max_length=160)
    origins = OriginsField()

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


def _floor(label: "_StrPromise") -> EurosField:
    return EurosField(
        label=label,
        required=False,
        most_micros=_MOST_FLOOR_MICROS,
        help_text=_(
            "En euros les 1000 impressions. Une ligne qui paie moins n’y est pas "
            "servie. Vide : pas de plancher."
        ),
    )


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
    floor_micros = _floor(_("Prix plancher"))
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
    field_order = ("publisher", "name", "format", "width", "height", "floor_micros")


class ExchangeForm(Dressed, forms.Form):
    """A marketplace."""

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


class DealForm(Dressed, forms.Form):
    """A private agreement on an exchange."""

    exchange = forms.ModelChoiceField(
        label=_("Place de marché"), queryset=Exchange.objects.all(), empty_label=None
    )
    code = forms.CharField(
        label=_("Identifiant du deal"),
        max_length=64,
        help_text=_("Tel que la place de marché l’écrit."),
    )
    name = forms.CharField(label=_("Nom"), max_length=160)
    publisher = forms.ModelChoiceField(
        label=_("Support"),
        queryset=Publisher.objects.all(),
        required=False,
        empty_label=_("Plusieurs, ou inconnu"),
    )
    placements = forms.ModelMultipleChoiceField(
        label=_("Emplacements"),
        queryset=Placement.objects.select_related("publisher"),
        required=False,
        help_text=_("Ceux que le deal réserve ; aucun : tout ce qu’il couvre."),
    )
    floor_micros = _floor(_("Prix plancher"))
    starts_on = forms.DateField(
        label=_("Premier jour"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    ends_on = forms.DateField(
        label=_("Dernier jour"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    status = forms.ChoiceField(
        label=_("État"), choices=Deal.Status.choices, widget=forms.RadioSelect
    )

    def __init__(
        self, *args: object, known: Deal | None = None, **given: object
    ) -> None:
        self._known = known
        super().__init__(*args, **given)

    def clean_floor_micros(self) -> int:
        """Take nothing for no floor."""
        return self.cleaned_data["floor_micros"] or 0

    def clean(self) -> dict[str, Any]:
        """Refuse dates the wrong way round, and an id that the exchange has used."""
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("Le dernier jour vient avant le premier."))
        same = Deal.objects.filter(
            exchange=given.get("exchange"), code=given.get("code", "")
        )
        if self._known is not None:
            same = same.exclude(pk=self._known.pk)
        if same.exists():
            self.add_error(
                "code", _("Cette place de marché a déjà un deal de cet identifiant.")
            )
        return given
