"""What a link to a report is for, how long it opens, whether it shows amounts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from toile.portal.ui.forms import Dressed
from toile.portal.ui.once import OnceField

USUAL_DAYS = 30
_NEVER = "0"


class LinkForm(Dressed, forms.Form):
    """A new link."""

    key = OnceField()
    label = forms.CharField(
        label=_("Pour qui"),
        max_length=80,
        help_text=_("Pour vous y retrouver : « attachée de presse », « exploitant »…"),
    )
    days = forms.ChoiceField(
        label=_("Ouvert pendant"),
        choices=[
            ("7", _("7 jours")),
            (str(USUAL_DAYS), _("30 jours")),
            ("90", _("90 jours")),
            (_NEVER, _("sans échéance")),
        ],
        initial=str(USUAL_DAYS),
    )
    with_money = forms.BooleanField(
        label=_("Montrer les montants"),
        required=False,
        help_text=_("Budget, dépense et redevance ; sinon le bilan ne dit aucun prix."),
    )

    def clean_days(self) -> int | None:
        """Give a number of days; ``None`` for ever."""
        chosen: str = self.cleaned_data["days"]
        return None if chosen == _NEVER else int(chosen)
