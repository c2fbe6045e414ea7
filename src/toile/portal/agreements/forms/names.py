"""Names that people write: one line, with a letter in it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from toile.portal.cinemas.models import plain

_NAMELESS = _("Écrivez un nom avec au moins une lettre ou un chiffre.")


class Named(forms.CharField):
    """A name: one line, with a letter or figure in it."""

    def to_python(self, value: object) -> str:
        """Take pasted text to one line, without what a keyboard did not mean."""
        return " ".join(str(value or "").split())

    def validate(self, value: str) -> None:
        """Refuse what is no name, an emoji alone say."""
        super().validate(value)
        if value and not plain(value):
            raise forms.ValidationError(_NAMELESS, code="nameless")
