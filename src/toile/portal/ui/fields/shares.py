"""A share of a whole in per cent, kept as basis points."""

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009%")
_POINTS = 100
_WHOLE = 100


class PercentField(forms.Field):
    """Takes "2,5 %" or "2.5"; gives basis points, over 0 and at most 10 000."""

    default_error_messages = {
        "unread": _("Écrivez un pourcentage, par exemple 2,5."),
        "fine": _("Au plus deux chiffres après la virgule."),
        "range": _("Plus de 0 et au plus 100."),
    }

    def __init__(
        self,
        *,
        label: "str | _StrPromise | None" = None,
        help_text: "str | _StrPromise" = "",
        required: bool = True,
    ) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "maxlength": 10}),
        )

    def to_python(self, value: object) -> int | None:
        """Read the share; nothing stays nothing."""
        text = str(value or "").translate(_SPACES).replace(",", ".")
        if not text:
            return None
        try:
            share = Decimal(text)
        except InvalidOperation:
            share = Decimal("NaN")
        if not share.is_finite():
            raise ValidationError(self.error_messages["unread"], code="unread")
        if not 0 < share <= _WHOLE:
            raise ValidationError(self.error_messages["range"], code="range")
        points = share * _POINTS
        if points % 1:
            raise ValidationError(self.error_messages["fine"], code="fine")
        return int(points)

    def prepare_value(self, value: object) -> object:
        """Write basis points back as people write them; what was typed stays typed."""
        if not isinstance(value, int) or isinstance(value, bool):
            return value
        share = (Decimal(value) / _POINTS).normalize()
        return f"{share:f}".replace(".", ",")
