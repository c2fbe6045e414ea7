"""A film's poster and trailer, and creatives made of them."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from toile.portal.campaigns.masters import posters, trailers
from toile.portal.campaigns.models import Creative, Master
from toile.portal.campaigns.models.creative import MOST_WEIGHT
from toile.portal.ui.forms import Dressed
from toile.portal.ui.once import OnceField


class PosterForm(Dressed, forms.Form):
    """One good poster."""

    kind = forms.CharField(widget=forms.HiddenInput, initial="poster")
    key = OnceField()
    file = forms.FileField(
        label=_("Affiche"),
        help_text=_(
            "JPEG, PNG ou WebP en RVB, 500 pixels de côté au moins, 30 Mo au plus."
        ),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"empty": _("Ce fichier est vide.")},
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse what is too heavy before it is copied."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > posters.POSTER_BYTES:
            raise forms.ValidationError(
                _("L’affiche pèse plus de 30 Mo : réduisez-la.")
            )
        return file


class TrailerForm(Dressed, forms.Form):
    """One trailer, and the excerpt of it that is to be the teaser."""

    kind = forms.CharField(widget=forms.HiddenInput, initial="trailer")
    key = OnceField()
    file = forms.FileField(
        label=_("Bande-annonce"),
        help_text=_("MP4, MOV, WebM ou MKV, 200 Mo et 20 minutes au plus."),
        widget=forms.FileInput(
            attrs={"accept": "video/mp4,video/quicktime,video/webm,video/x-matroska"}
        ),
        error_messages={"empty": _("Ce fichier est vide.")},
    )
    from_s = forms.IntegerField(
        label=_("L’extrait commence à (secondes)"),
        min_value=0,
        max_value=1_200,
        initial=0,
    )
    length_s = forms.IntegerField(
        label=_("Il dure (secondes)"), min_value=5, max_value=60, initial=30
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse what is too heavy before it is copied."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > trailers.TRAILER_BYTES:
            raise forms.ValidationError(
                _("La bande-annonce pèse plus de 200 Mo : réduisez-la.")
            )
        return file


class FromMastersForm(Dressed, forms.Form):
    """A creative made of what the film has."""

    name = forms.CharField(
        label=_("Nom de la création"),
        max_length=160,
        help_text=_("Pour vous y retrouver ; le public ne le voit pas."),
    )
    poster = forms.ModelChoiceField(
        label=_("Affiche"), queryset=Master.objects.none(), empty_label=None
    )
    trailer = forms.ModelChoiceField(
        label=_("Teaser"),
        queryset=Master.objects.none(),
        required=False,
        empty_label=_("sans teaser : l’affiche seule"),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        masters: QuerySet[Master],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        for name, kind in (("poster", "poster"), ("trailer", "trailer")):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = masters.filter(kind=kind, state=Master.State.DONE)


class AdjustForm(Dressed, forms.Form):
    """How often a creative shows."""

    status = forms.ChoiceField(label=_("État"), choices=Creative.Status.choices)
    weight = forms.IntegerField(
        label=_("Poids"), min_value=1, max_value=MOST_WEIGHT, initial=1
    )
