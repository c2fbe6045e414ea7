"""A film as its distributor enters it, and the search that spares the typing."""

import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from toile.portal.films.allocine import page_of, read_page
from toile.portal.films.models import Film
from toile.portal.ui.forms import Dressed
from toile.portal.ui.once import OnceField

LONGEST_SYNOPSIS = 1_500
_YEARS_AHEAD = 5


class SearchForm(Dressed, forms.Form):
    """Words of a title or a director."""

    q = forms.CharField(label=_("Titre ou réalisation"), max_length=100, required=False)


class AllocineField(forms.CharField):
    """The address of a film's page, or its number; gives the number."""

    def clean(self, value: object) -> object:
        """Read what was pasted."""
        text = super().clean(value)
        return read_page(str(text))

    def prepare_value(self, value: object) -> object:
        """Show the address, which people can open and compare."""
        return page_of(value) if isinstance(value, int) else value


class FilmForm(Dressed, forms.Form):
    """All that a campaign must know of a film."""

    key = OnceField()
    title = forms.CharField(label=_("Titre"), max_length=200)
    director = forms.CharField(
        label=_("Réalisation"),
        max_length=200,
        required=False,
        help_text=_("Prénom et nom ; séparez plusieurs personnes par une virgule."),
    )
    year = forms.IntegerField(
        label=_("Année"),
        required=False,
        min_value=1895,
        max_value=datetime.date.today().year + _YEARS_AHEAD,  # noqa: DTZ011 - a bound
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    visa = forms.RegexField(
        r"^[0-9]{1,10}$",
        label=_("Visa d’exploitation"),
        required=False,
        help_text=_("Le numéro du CNC, s’il est déjà donné."),
        error_messages={"invalid": _("Un visa ne contient que des chiffres.")},
    )
    allocine_id = AllocineField(
        label=_("Page Allociné"),
        max_length=300,
        help_text=_(
            "Collez l’adresse de la page du film, ou son numéro : chaque clic y mène."
        ),
    )
    rating = forms.ChoiceField(label=_("Classification"), choices=Film.Rating.choices)
    synopsis = forms.CharField(
        label=_("Synopsis"),
        required=False,
        max_length=LONGEST_SYNOPSIS,
        help_text=_(
            "Pour le syndicat et vos collègues ; la publicité ne le montre pas."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    @property
    def facts(self) -> dict[str, object]:
        """What was entered, as the services take it."""
        return {name: self.cleaned_data[name] for name in FACTS}


FACTS = ("title", "director", "year", "visa", "allocine_id", "rating", "synopsis")
