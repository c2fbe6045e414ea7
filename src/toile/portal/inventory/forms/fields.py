"""Fields that the inventory's forms share: lists of one a line, and floors."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from toile.portal.cinemas.origins import clean_origins
from toile.portal.ui.fields import EurosField

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_MOST_FLOOR_MICROS = 1_000_000_000


class LinesField(forms.CharField):
    """Several values, one a line (or parted by spaces or commas); gives a list.

    ``read`` writes each as it is kept, and tells all faults at once.
    """

    def __init__(
        self,
        read: Callable[[Iterable[str]], list[str]],
        label: "_StrPromise",
        help_text: "_StrPromise",
        *,
        required: bool = False,
    ) -> None:
        self._read = read
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            max_length=4_000,
            widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        )

    def prepare_value(self, value: object) -> object:
        """Write a list one a line."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: object) -> list[str]:
        """Read each line, and tell all faults at once."""
        return self._read(str(super().clean(value)).replace(",", " ").split())

    def has_changed(self, initial: object, data: object) -> bool:
        """Say that it may have: the service compares."""
        return True


class OriginsField(LinesField):
    """Web origins."""

    def __init__(self) -> None:
        super().__init__(
            clean_origins,
            _("Adresses du site"),
            _(
                "Une par ligne, sans page : https://www.exemple.fr. Seules les pages "
                "de ces adresses peuvent demander une publicité."
            ),
            required=True,
        )


def floor_field(label: "_StrPromise") -> EurosField:
    """Ask for a floor; nothing typed is none."""
    return EurosField(
        label=label,
        required=False,
        most_micros=_MOST_FLOOR_MICROS,
        help_text=_(
            "En euros les 1000 impressions. Une ligne qui paie moins n’y est pas "
            "servie. Vide : pas de plancher."
        ),
    )
