"""Registering, prolonging and answering a request."""

import datetime
from typing import TYPE_CHECKING

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from toile.portal.subject_requests.models import LONGEST_TEXT, SubjectRequest
from toile.portal.ui.forms import Dressed
from toile.portal.ui.once import OnceField

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

DOCUMENT_BYTES = 5_000_000


def _day(label: "_StrPromise", help_text: "_StrPromise | str" = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, widget=widget)


def _text(label: "_StrPromise", help_text: "_StrPromise | str" = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class _Dated(Dressed, forms.Form):
    """A form with a day that is not to come."""

    dated = ""

    def __init__(self, *args: object, today: datetime.date, **given: object) -> None:
        self._today = today
        super().__init__(*args, **given)
        self.fields[self.dated].initial = today

    def clean(self) -> dict[str, object]:
        """Refuse a day to come."""
        found = self.cleaned_data
        day = found.get(self.dated)
        if isinstance(day, datetime.date) and day > self._today:
            self.add_error(self.dated, _("Cette date est à venir."))
        return found


class RegisterForm(_Dated):
    """What came, when, from whom."""

    dated = "received_on"
    key = OnceField()
    kind = forms.ChoiceField(label=_("Droit demandé"), choices=SubjectRequest.Kind)
    channel = forms.ChoiceField(label=_("Reçue par"), choices=SubjectRequest.Channel)
    received_on = _day(_("Reçue le"), _("Le mois court de ce jour."))
    person = forms.CharField(
        label=_("Qui demande"),
        max_length=200,
        help_text=_("Comme la personne se nomme ; rien de plus n’est à demander."),
    )
    contact = forms.CharField(
        label=_("Où lui répondre"),
        max_length=300,
        help_text=_("L’adresse qu’elle a donnée, postale ou électronique."),
    )
    text = _text(_("Ce qui est demandé"))


class ProlongForm(_Dated):
    """Two months more, told to the person."""

    dated = "told_on"
    prefix = "prolong"
    told_on = _day(_("La personne a été prévenue le"))
    why = _text(
        _("Motif qui lui a été donné"),
        _("Complexité ou nombre des demandes (article 12, paragraphe 3)."),
    )


class AnswerForm(_Dated):
    """What was answered, and with which document."""

    dated = "on"
    prefix = "answer"
    on = _day(_("Répondu le"))
    text = _text(_("Ce qui a été répondu"))
    document = forms.FileField(
        label=_("Document"),
        required=False,
        help_text=_("PDF, 5 Mo au plus."),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        error_messages={"empty": _("Ce fichier est vide.")},
    )

    def clean_document(self) -> tuple[str, bytes] | None:
        """Read a PDF; refuse what is none, or too heavy."""
        file: UploadedFile[bytes] | None = self.cleaned_data["document"]
        if file is None:
            return None
        if (file.size or 0) > DOCUMENT_BYTES:
            raise forms.ValidationError(_("Ce document pèse plus de 5 Mo."))
        content = file.read()
        if not content.startswith(b"%PDF-"):
            raise forms.ValidationError(_("Ce fichier n’est pas un PDF."))
        return (file.name or "reponse.pdf")[-150:], content
