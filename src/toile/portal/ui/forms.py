"""What every form of the portal shares: its look, and the words tied to its fields."""

from django import forms
from django.forms.widgets import Input
from django.http import HttpRequest, QueryDict

_LOOKS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checkbox"),
    (forms.RadioSelect, "radio"),
    (forms.CheckboxInput, "checkbox"),
    (forms.SelectMultiple, "select h-auto"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file-input"),
    (Input, "input"),
)


def dress(form: forms.BaseForm, *, small: bool = False) -> None:
    """Give each field of a form its look; a class that a widget has is kept."""
    for field in form.fields.values():
        widget = field.widget
        if widget.is_hidden or "class" in widget.attrs:
            continue
        for kind, look in _LOOKS:
            if isinstance(widget, kind):
                size = f" {look.split()[0]}-sm" if small else ""
                widget.attrs["class"] = look + size
                break


class Dressed:
    """A form that looks like all others: ``class JoinForm(Dressed, forms.Form)``."""

    def __init__(self, *args: object, **given: object) -> None:
        super().__init__(*args, **given)
        assert isinstance(self, forms.BaseForm)
        dress(self)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: what was sent, even if nothing; nothing on a GET."""
    return request.POST if request.method == "POST" else None
