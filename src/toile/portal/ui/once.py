"""The key of what a form makes: given with the form, so that sending twice makes one.

Without script a button can be pressed twice, and a page can be sent again by the
browser's back button. The key is that of the row to be made.
"""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from toile.wire.clock import now_ms
from toile.wire.ids import new_ulid

_ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")


class OnceField(forms.CharField):
    """A hidden key, new with each form that is shown."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(initial=lambda: str(new_ulid(now_ms())), max_length=26)

    def validate(self, value: str) -> None:
        """Refuse what no form of ours has given."""
        super().validate(value)
        if not _ULID.fullmatch(value):
            raise ValidationError(
                _("Cette page est trop ancienne : rechargez-la, puis recommencez.")
            )
