"""What is asked when a token is made."""

from django import forms
from django.utils.translation import gettext_lazy as _

from toile.portal.tokens.scopes import OFFERED
from toile.portal.ui.forms import Dressed

DAYS = ((30, _("30 jours")), (90, _("90 jours")), (365, _("un an")))


class TokenForm(Dressed, forms.Form):
    """A name, what the token may do, and for how long."""

    name = forms.CharField(
        label=_("Nom"),
        max_length=80,
        help_text=_("Pour le reconnaître : le programme ou la machine qui s’en sert."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label=_("Droits"),
        help_text=_("Le strict nécessaire : un droit de moins est un risque de moins."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Cochez au moins un droit.")},
    )
    days = forms.TypedChoiceField(
        label=_("Durée"),
        coerce=int,
        choices=DAYS,
        initial=90,
        help_text=_("Après ce délai, le jeton ne vaut plus rien ; créez-en un autre."),
    )

    def __init__(self, *args: object, kind: str, **given: object) -> None:
        super().__init__(*args, **given)
        choices = [(one.value, f"{one.label} ({one.value})") for one in OFFERED[kind]]
        field = self.fields["scopes"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices
