"""The criteria that few campaigns need, folded in the wizard's step of criteria."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from toile.ads.delivery.caps import MOST_AN_HOUR
from toile.portal.campaigns.models import LineItem
from toile.portal.campaigns.models.line import MOST_APART_SECONDS
from toile.portal.campaigns.subjects import DEVICES, LANGUAGES, SUBJECTS, UNKNOWN
from toile.portal.campaigns.written import clean_words, read_hours
from toile.portal.inventory.agreed import clean_hosts
from toile.portal.inventory.models import Deal
from toile.wire.targeting import USUALLY

_MOST_IN_ALL = 1_000
_BOXES = forms.CheckboxSelectMultiple


class HoursField(forms.CharField):
    """Parts of the week, one a line."""

    def clean(self, value: object) -> list[dict[str, object]]:
        """Read each line."""
        return read_hours(str(super().clean(value)))


class WordsField(forms.CharField):
    """Words parted by commas or lines."""

    def prepare_value(self, value: object) -> object:
        """Write a list with commas."""
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: object) -> list[str]:
        """Read the words."""
        return clean_words(str(super().clean(value)).replace("\n", ",").split(","))


class ExcludedHostsField(WordsField):
    """Domains to keep off, one a line."""

    def clean(self, value: object) -> list[str]:
        """Read each as a domain, and tell all faults at once."""
        text = str(forms.CharField.clean(self, value))
        return clean_hosts(text.replace(",", " ").split())


def _text(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "spellcheck": "false"})


class AdvancedCriteria(forms.Form):
    """Devices, hours, the page, what is unknown, repetition, and how it is bought."""

    devices = forms.MultipleChoiceField(
        label=_("Appareils"),
        choices=list(DEVICES.items()),
        required=False,
        widget=_BOXES,
        help_text=_("Sans case cochée : tous."),
    )
    dayparts = HoursField(
        label=_("Heures"),
        required=False,
        max_length=1_000,
        widget=_text(),
        help_text=_(
            "Heure de Paris, une plage par ligne : « lun-ven 18h-23h ». Vide : à toute "
            "heure."
        ),
    )
    languages = forms.MultipleChoiceField(
        label=_("Langue de la page"),
        choices=list(LANGUAGES.items()),
        required=False,
        widget=_BOXES,
    )
    keywords = WordsField(
        label=_("Mots de la page"),
        required=False,
        max_length=4_000,
        widget=_text(),
        help_text=_("Un seul suffit ; séparés par des virgules : cinéma, festival."),
    )
    categories = forms.MultipleChoiceField(
        label=_("Sujets de la page"),
        choices=list(SUBJECTS.items()),
        required=False,
        widget=_BOXES,
    )
    categories_excluded = forms.MultipleChoiceField(
        label=_("Jamais sur ces sujets"),
        choices=list(SUBJECTS.items()),
        required=False,
        widget=_BOXES,
    )
    hosts_excluded = ExcludedHostsField(
        label=_("Jamais sur ces sites"),
        required=False,
        max_length=4_000,
        widget=_text(),
        help_text=_("Des domaines, avec tout ce qui est dessous : exemple.com."),
    )
    cap_an_hour = forms.IntegerField(
        label=_("Affichages par personne et par heure, au plus"),
        required=False,
        min_value=0,
        max_value=MOST_AN_HOUR,
    )
    cap_flight = forms.IntegerField(
        label=_("Affichages par personne en tout, au plus"),
        required=False,
        min_value=0,
        max_value=_MOST_IN_ALL,
        help_text=_("Qui ne l’a pas vue depuis 30 jours est oublié."),
    )
    cap_apart_seconds = forms.IntegerField(
        label=_("Secondes entre deux affichages, au moins"),
        required=False,
        min_value=0,
        max_value=MOST_APART_SECONDS,
    )
    pacing = forms.ChoiceField(
        label=_("Diffusion"), choices=LineItem.Pacing.choices, required=False
    )
    shading = forms.BooleanField(
        label=_("Enchère au plus juste"),
        required=False,
        help_text=_(
            "Où le gagnant paie ce qu’il offre, offrir moins quand moins a suffi."
        ),
    )
    anonymous = forms.BooleanField(
        label=_("Aussi sans consentement, par le seul contexte"),
        required=False,
        help_text=_(
            "Là où personne ne peut être reconnu, acheter d’après la page. Ne va pas "
            "avec l’option Salles Art et Essai."
        ),
    )
    deals = forms.ModelMultipleChoiceField(
        label=_("Deals"),
        queryset=Deal.objects.none(),
        required=False,
        widget=_BOXES,
        help_text=_("Si l’un est coché, la ligne n’achète aux enchères que par eux."),
        error_messages=dict.fromkeys(
            ("invalid_choice", "invalid_pk_value"),
            _("Un deal coché n’est plus prêt : rechargez."),
        ),
    )

    def __init__(self, *args: Any, **given: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **given)
        field = self.fields["deals"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Deal.objects.filter(status=Deal.Status.ACTIVE).select_related(
            "exchange"
        )
        for criterion, label in UNKNOWN.items():
            usual = USUALLY[criterion]  # type: ignore[index]  # its own names
            self.fields[f"unknown_{criterion}"] = forms.ChoiceField(
                label=label,
                required=False,
                choices=[
                    ("", _("exclue") if usual == "strict" else _("admise")),
                    ("lenient", _("admise"))
                    if usual == "strict"
                    else ("strict", _("exclue")),
                ],
            )

    def unknown_fields(self) -> Iterator[BoundField]:
        """The questions of what an unknown value does."""
        return (self[f"unknown_{criterion}"] for criterion in UNKNOWN)

    @property
    def is_used(self) -> bool:
        """Tell whether something there is asked, or wrong: then it is unfolded."""
        names = [
            *AdvancedCriteria.base_fields,
            *(f.name for f in self.unknown_fields()),
        ]
        if any(name in self.errors for name in names):
            return True
        usual: tuple[object, ...] = (None, "", 0, False, [], LineItem.Pacing.EVEN)
        return any(self[name].value() not in usual for name in names)


def asked_advanced(line: LineItem | None) -> dict[str, Any]:
    """What the form shows of a line."""
    line = line or LineItem()
    shown: dict[str, Any] = {name: getattr(line, name) for name in _PLAIN}
    shown["dayparts"] = line.parts_of_week
    shown["deals"] = (
        [] if line._state.adding else sorted(deal.pk for deal in line.deals.all())  # noqa: SLF001 - Django's documented way
    )
    for criterion in UNKNOWN:
        shown[f"unknown_{criterion}"] = line.unknown.get(criterion, "")
    for name in _CAPS:
        shown[name] = getattr(line, name) or None
    return shown


def told_advanced(answers: dict[str, Any]) -> dict[str, Any]:
    """What a line keeps of the answers, deals apart."""
    told: dict[str, Any] = {name: answers[name] for name in _PLAIN}
    told["dayparts"] = answers["dayparts"]
    told["pacing"] = answers["pacing"] or LineItem.Pacing.EVEN
    told["unknown"] = {
        criterion: said
        for criterion in UNKNOWN
        if (said := answers[f"unknown_{criterion}"])
    }
    for name in _CAPS:
        told[name] = (answers[name] or 0) if answers["pool"] else 0
    return told


_CAPS = ("cap_an_hour", "cap_flight", "cap_apart_seconds")
_PLAIN = (
    *("devices", "languages", "keywords", "categories", "categories_excluded"),
    *("hosts_excluded", "pacing", "shading", "anonymous"),
)
