"""Writing a message and choosing who gets it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from toile.portal.agreements.forms import ChoiceFields
from toile.portal.circulars.models import LONGEST_SUBJECT, LONGEST_TEXT
from toile.portal.ui.forms import Dressed
from toile.portal.ui.once import OnceField


class CircularForm(Dressed, ChoiceFields):
    """Subject, text, recipients."""

    key = OnceField()
    subject = forms.CharField(label=_("Objet"), max_length=LONGEST_SUBJECT)
    text = forms.CharField(
        label=_("Texte"),
        max_length=LONGEST_TEXT,
        help_text=_(
            "Une ligne vide sépare deux paragraphes. « - » en début de ligne fait une "
            "liste, **mots** les met en gras, les adresses deviennent des liens."
        ),
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    field_order = ["key", "subject", "text"]
