"""An amount in euros, kept as micro-euros."""

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from toile.portal.ui.templatetags.figures import euros
from toile.wire.money import MICROS_A_CENT, Money, from_euros, to_euros

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009€")


class EurosField(forms.Field):
    """Takes "1 234,50 €", "1234.5" or "1.234,50"; gives micro-euros, whole cents."""

    default_error_messages = {
        "unread": _("Écrivez un montant en euros, par exemple 1 250 ou 99,90."),
        "cents": _("Au plus deux chiffres après la virgule."),
        "least": _("Au moins %(limit)s."),
        "most": _("Au plus %(limit)s."),
    }

    def __init__(
        self,
        *,
        label: "str | _StrPromise | None" = None,
        help_text: "str | _StrPromise" = "",
        required: bool = True,
        initial: int | None = None,
        least_micros: int = 0,
        most_micros: int | None = None,
    ) -> None:
        self._least = least_micros
        self._most = most_micros
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            initial=initial,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "maxlength": 20}),
        )

    def to_python(self, value: object) -> int | None:
        """Read the amount; nothing stays nothing."""
        text = str(value or "").translate(_SPACES)
        if not text:
            return None
        if "," in text:
            text = text.replace(".", "").replace(",", ".")
        try:
            amount = Decimal(text)
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite() or amount.adjusted() > 12:
            raise ValidationError(self.error_messages["unread"], code="unread")
        micros = amount * 1_000_000
        if micros % MICROS_A_CENT:
            raise ValidationError(self.error_messages["cents"], code="cents")
        return int(from_euros(str(amount)))

    def validate(self, value: object) -> None:
        """Refuse what is too little or too much."""
        super().validate(value)
        if not isinstance(value, int):
            return
        if value < self._least:
            self._refuse("least", self._least)
        if self._most is not None and value > self._most:
            self._refuse("most", self._most)

    def _refuse(self, code: str, limit: int) -> None:
        raise ValidationError(
            self.error_messages[code], code=code, params={"limit": euros(limit)}
        )

    def prepare_value(self, value: object) -> object:
        """Write micro-euros back as people write them; what was typed stays typed."""
        if not isinstance(value, int) or isinstance(value, bool):
            return value
        amount = to_euros(Money(value)).normalize()
        return f"{amount:f}".replace(".", ",")
