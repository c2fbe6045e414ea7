"""The key of what a form makes: given with the form, so that sending twice makes one.

Without script a button can be pressed twice, and a page can be sent again by the
browser's back button. The key is that of the row to be made.
"""

import re

from django import forms

from toile.wire.clock import now_ms
from toile.wire.ids import new_ulid

_ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")


class OnceField(forms.CharField):
    """A hidden key, new with each form that is shown; nonsense is replaced unsaid."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(initial=_new, required=False)

    def clean(self, value: object) -> str:
        """Take the key that the form carried, if it is one of ours."""
        key = str(value or "")
        return key if _ULID.fullmatch(key) else _new()


def _new() -> str:
    return str(new_ulid(now_ms()))
