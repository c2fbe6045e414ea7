"""What the style page shows: invented figures, said to be so on the page."""

import datetime
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toile.portal.ui.charts import Chart, Series
from toile.portal.ui.fields import EurosField, IbanField, SiretField
from toile.portal.ui.forms import Dressed
from toile.portal.ui.maps import Map, Spot
from toile.portal.ui.steps import Tab, path_of
from toile.portal.ui.tables import Count, Day, Euros, Rate, State, Table, Text

COLOURS = [
    "base-100",
    "base-200",
    "base-300",
    "base-content",
    "primary",
    "accent",
    "info",
    "success",
    "warning",
    "error",
]


@dataclass(frozen=True)
class Film:
    """A row of the sample table."""

    title: str
    released: datetime.date
    status: str
    words: str
    impressions: int
    click_rate: float
    spend_micros: int


def _film(title: str, day: int, status: str, words: str, seen: int) -> Film:
    released = datetime.date(2026, 11, day)
    return Film(title, released, status, words, seen, 0.0042, seen * 4_000)


FILMS = [
    _film("L’Ombre de Staline", 4, "live", "en ligne", 128_400),
    _film("Pamfir", 11, "paused", "en pause", 41_250),
    _film("Le Royaume des chats", 18, "submitted", "soumise au syndicat", 0),
    _film("La Nuit du 12", 25, "refused", "refusée", 0),
]
STATES = [(film.status, film.words) for film in FILMS] + [("ended", "terminée")]


class Films(Table):
    """The sample table."""

    title = Text(verbose_name=gettext_lazy("Film"))
    released = Day(verbose_name=gettext_lazy("Sortie"))
    status = State(verbose_name=gettext_lazy("État"), label="words")
    impressions = Count(verbose_name=gettext_lazy("Impressions"))
    click_rate = Rate(verbose_name=gettext_lazy("Taux de clic"))
    spend_micros = Euros(verbose_name=gettext_lazy("Dépense"))


class SampleForm(Dressed, forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=gettext_lazy("Nom du cinéma"), max_length=160)
    siret = SiretField(
        label="SIRET", help_text=gettext_lazy("14 chiffres, avec ou sans espaces.")
    )
    iban = IbanField(label="IBAN", required=False)
    budget = EurosField(label=gettext_lazy("Budget"), least_micros=50_000_000)
    day = forms.DateField(
        label=gettext_lazy("Première diffusion"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    places = forms.MultipleChoiceField(
        label=gettext_lazy("Sites"),
        choices=[("inter", "France Inter"), ("monde", "Le Monde")],
        widget=forms.CheckboxSelectMultiple,
    )
    format = forms.ChoiceField(
        label=gettext_lazy("Format"),
        choices=[
            ("insert", gettext_lazy("encart")),
            ("popup", gettext_lazy("pop-up")),
        ],
        widget=forms.RadioSelect,
    )
    poster = forms.FileField(label=gettext_lazy("Affiche"), required=False)
    words = forms.CharField(
        label=gettext_lazy("Message"), widget=forms.Textarea(attrs={"rows": 3})
    )
    agreed = forms.BooleanField(label=gettext_lazy("J’ai lu la convention"))


GIVEN = {
    "name": "Le Royal",
    "siret": "732 829 320 00075",
    "iban": "FR76 3000 6000 0112 3456 7890 188",
    "budget": "12",
    "words": "Bonjour",
}


def charts() -> list[Chart]:
    """Two series over days; a band over a budget."""
    first = datetime.date(2026, 10, 26)
    days = [first + datetime.timedelta(days=step) for step in range(30)]
    seen = [900 + 37 * ((step * 7) % 11) for step in range(30)]
    clicks = [value // 90 for value in seen]
    budgets = [step * 100_000_000 for step in range(1, 21)]
    low = [int(9_000 * step**0.8) for step in range(1, 21)]
    high = [int(value * 1.3) for value in low]
    return [
        Chart(
            _("Visites et clics par jour"),
            _("Jour"),
            days,
            [
                Series(_("Visites"), seen),
                Series(_("Clics"), clicks, shape="line"),
            ],
        ),
        Chart(
            _("Couverture selon le budget"),
            _("Budget"),
            budgets,
            [Series(_("Couverture"), low, shape="band", upper=high)],
            along_unit="euros",
        ),
    ]


MAP = Map(
    "carte",
    gettext_lazy("Spectateurs"),
    shades={"83": 1.0, "13": 0.7, "75": 0.9, "33": 0.4, "59": 0.5, "29": 0.3},
    values={"83": "1 200", "13": "840", "75": "1 100"},
    spots=[
        Spot("Le Royal, Toulon", 43.125, 5.93, weight=2.0),
        Spot("Eldorado, Dijon", 47.32, 5.04, state="paused"),
    ],
)
CHOICE_MAP = Map("choix", selects="departements")
STEPS = path_of(
    [
        gettext_lazy("Votre cinéma"),
        gettext_lazy("Identité"),
        gettext_lazy("Convention"),
        gettext_lazy("Banque"),
        gettext_lazy("Pixel"),
    ],
    2,
    ["#", "#", "", "", ""],
)
TABS = [
    Tab(gettext_lazy("Bilan"), "#", current=True),
    Tab(gettext_lazy("Créations"), "#"),
    Tab(gettext_lazy("Échanges"), "#"),
]


@dataclass(frozen=True)
class Said:
    """An entry of the sample thread."""

    at: datetime.datetime
    who: str
    what: str
    text: str = ""


THREAD = [
    Said(
        datetime.datetime(2026, 11, 20, 9, 12, tzinfo=datetime.UTC),
        "Condor",
        "a soumis la campagne",
    ),
    Said(
        datetime.datetime(2026, 11, 20, 10, 40, tzinfo=datetime.UTC),
        "SCARE",
        "a écrit",
        "L’affiche dit « avant-première » : est-ce encore vrai le 25 ?",
    ),
]
