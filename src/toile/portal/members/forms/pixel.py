"""What a site is made with, and to whom its lines are sent."""

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from toile.portal.members.pixel.consent_tools import CONSENT_GUIDES
from toile.portal.members.pixel.makers import MAKERS
from toile.portal.ui.forms import Dressed


class SiteToolsForm(Dressed, forms.Form):
    """With what the site is made, and which tool asks for consent."""

    maker = forms.ChoiceField(
        label=_("Avec quel outil votre site est-il fait ?"),
        choices=[(code, maker.name) for code, maker in MAKERS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez, ou « Autre, ou je ne sais pas ».")},
    )
    consent_tool = forms.ChoiceField(
        label=_("Quel bandeau de cookies votre site montre-t-il ?"),
        help_text=_(
            "Un seul bandeau par site. Sans bandeau, ou dans le doute, prenez celui de "
            "Toile : il n’y a rien à régler."
        ),
        choices=[(code, guide.name) for code, guide in CONSENT_GUIDES.items()],
    )

    def __init__(self, *args: object, **given: object) -> None:
        super().__init__(*args, **given)
        # Written now, in the reader's language: how each is recognised stands below it.
        field = self.fields["maker"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (
                code,
                format_html(
                    "<b>{}</b><br><small>{}</small>", maker.name, maker.seen_by
                ),
            )
            for code, maker in MAKERS.items()
        ]


class WebmasterForm(Dressed, forms.Form):
    """Who puts the lines on the site, when it is somebody else."""

    email = forms.EmailField(label=_("Adresse e-mail de votre prestataire"))
    note = forms.CharField(
        label=_("Un mot de votre part"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
