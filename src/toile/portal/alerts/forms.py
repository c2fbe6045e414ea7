"""What the operator says about an alert, and its thresholds."""

from django import forms
from django.db.models import PositiveSmallIntegerField
from django.utils.translation import gettext_lazy as _

from toile.portal.alerts.models import Thresholds
from toile.portal.ui.forms import Dressed

HOURS = (
    (1, _("une heure")),
    (4, _("quatre heures")),
    (24, _("un jour")),
    (72, _("trois jours")),
)


class HandleForm(Dressed, forms.Form):
    """Take it on, or put it to sleep; with a note."""

    deed = forms.ChoiceField(
        label=_("Que faire"),
        choices=[
            ("acknowledge", _("La prendre en charge : elle n’appelle plus")),
            ("snooze", _("La mettre en sommeil : elle rappellera si cela dure")),
        ],
        widget=forms.RadioSelect,
    )
    hours = forms.TypedChoiceField(
        label=_("Sommeil de"), choices=HOURS, coerce=int, initial=4
    )
    text = forms.CharField(
        label=_("Note"),
        max_length=1000,
        required=False,
        help_text=_("Ce que vous savez ou faites, pour qui lira l’historique."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _number(name: str) -> forms.IntegerField:
    """Make the field of a threshold: its words and limits are the model's."""
    given = Thresholds._meta.get_field(name)  # noqa: SLF001 - Django's documented way
    assert isinstance(given, PositiveSmallIntegerField)
    made = given.formfield()
    assert isinstance(made, forms.IntegerField)
    return made


class ThresholdsForm(Dressed, forms.Form):
    """From when on something is wrong."""

    under_percent = _number("under_percent")
    over_percent = _number("over_percent")
    silent_days = _number("silent_days")
    late_minutes = _number("late_minutes")
    invalid_percent = _number("invalid_percent")
    free_gigabytes = _number("free_gigabytes")
