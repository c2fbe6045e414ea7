"""The look of a form's fields, for forms that allauth makes and for our own."""

from typing import Any

from django import forms

_LOOKS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.Select, "select w-full"),
    (forms.CheckboxInput, "checkbox"),
    (forms.HiddenInput, ""),
    (forms.widgets.Input, "input w-full"),
)


class Dressed(forms.Form):
    """A form whose fields look like those of every other page."""

    def __init__(self, *args: Any, **given: Any) -> None:  # noqa: ANN401 - a form's
        super().__init__(*args, **given)
        for field in self.fields.values():
            dress(field)


def dress(field: forms.Field) -> None:
    """Give a field its look; a label says what a placeholder would only whisper."""
    attrs = field.widget.attrs
    attrs.pop("placeholder", None)
    for kind, look in _LOOKS:
        if isinstance(field.widget, kind):
            if look:
                attrs["class"] = look
            return
