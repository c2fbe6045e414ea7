"""What a distributor gives: a creative's files, and what to do with a campaign."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from toile.portal.campaigns.uploads.posters import check_poster_weight
from toile.portal.campaigns.uploads.teasers import check_teaser_weight


class CreativeForm(forms.Form):
    """A name, a poster, and perhaps a teaser; ``services`` checks the files."""

    name = forms.CharField(
        label=_("Nom"),
        max_length=160,
        help_text=_("Pour vous y retrouver ; le public ne le voit pas."),
        widget=forms.TextInput(attrs={"class": "input w-full"}),
    )
    poster = forms.FileField(
        label=_("Affiche"),
        help_text=_("JPEG, PNG ou WebP, image fixe de 150 ko au plus."),
        widget=forms.FileInput(
            attrs={
                "class": "file-input w-full",
                "accept": "image/jpeg,image/png,image/webp",
            }
        ),
    )
    teaser = forms.FileField(
        label=_("Teaser (facultatif)"),
        required=False,
        help_text=_(
            "MP4 (H.264) ou WebM (VP9, AV1), 60 secondes et 3,8 Mo au plus. L’affiche "
            "se montre avant qu’il ne démarre."
        ),
        widget=forms.FileInput(
            attrs={"class": "file-input w-full", "accept": "video/mp4,video/webm"}
        ),
    )

    def clean_poster(self) -> "UploadedFile[bytes]":
        """Refuse what is too heavy before it is read into memory."""
        file: UploadedFile[bytes] = self.cleaned_data["poster"]
        check_poster_weight(file.size or 0)
        return file

    def clean_teaser(self) -> "UploadedFile[bytes] | None":
        """Refuse what is too heavy before it is read into memory."""
        file: UploadedFile[bytes] | None = self.cleaned_data["teaser"]
        if file:
            check_teaser_weight(file.size or 0)
        return file


class MoveForm(forms.Form):
    """The next state that a distributor wants."""

    move = forms.ChoiceField(
        choices=[(name, name) for name in ("submit", "go_live", "pause", "end")]
    )
