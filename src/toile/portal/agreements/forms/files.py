"""Files that people bring: a signed scan, a paper to be checked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from toile.portal.ui.forms import Dressed

_PDF = {"accept": "application/pdf,.pdf"}


class ScanForm(Dressed, forms.Form):
    """The agreement, signed on paper."""

    scan = forms.FileField(
        label=_("La convention signée, en PDF"),
        help_text=_("Toutes les pages en un seul fichier, 8 Mo au plus."),
        widget=forms.FileInput(attrs=_PDF),
    )

    def __init__(self, *args: object, **given: object) -> None:
        super().__init__(*args, **({"auto_id": "scan_%s"} | given))


class VerifyForm(Dressed, forms.Form):
    """A paper whose seal is to be checked."""

    paper = forms.FileField(
        label=_("Le document, en PDF"),
        help_text=_("2 Mo au plus. Il n’est ni gardé ni transmis."),
        widget=forms.FileInput(attrs=_PDF),
    )
