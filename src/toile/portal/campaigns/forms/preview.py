"""What to look at: which creative, in which place, on which screen."""

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from toile.portal.campaigns.models import Creative
from toile.portal.inventory.models import Placement
from toile.portal.ui.forms import dress


class PreviewForm(forms.Form):
    """Chosen by GET, so that a preview has an address to send round."""

    creation = forms.ModelChoiceField(
        label=_("Création"), queryset=Creative.objects.none(), empty_label=None
    )
    emplacement = forms.ModelChoiceField(
        label=_("Emplacement"), queryset=Placement.objects.none(), empty_label=None
    )
    ecran = forms.ChoiceField(
        label=_("Écran"),
        choices=[("ordinateur", _("ordinateur")), ("telephone", _("téléphone"))],
    )

    def __init__(
        self,
        data: QueryDict,
        creatives: QuerySet[Creative],
        placements: QuerySet[Placement],
    ) -> None:
        super().__init__(data)
        for name, rows in (("creation", creatives), ("emplacement", placements)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows
        dress(self, small=True)
