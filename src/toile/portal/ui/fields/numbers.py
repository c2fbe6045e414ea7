"""Numbers that administrations and banks give, with their check digits (stdnum)."""

import re
from types import ModuleType

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum import bic, iban
from stdnum import exceptions as faults
from stdnum.eu import vat
from stdnum.fr import siret

_UNSEEN = re.compile(r"[\s\u00a0\u202f\u200b.\-]+")


class _NumberField(forms.CharField):
    """Compacts what is pasted, then asks ``stdnum`` which rule it breaks."""

    kind: ModuleType

    def to_python(self, value: object) -> str:
        """Drop spaces, points and dashes; capitals."""
        return _UNSEEN.sub("", str(value or "")).upper()

    def validate(self, value: str) -> None:
        """Check the length, the shape and the check digits, in that order."""
        super().validate(value)
        if value:
            self._check(value)

    def _check(self, value: str) -> None:
        try:
            self.kind.validate(value)
        except faults.InvalidLength:
            self._refuse("length", value)
        except faults.InvalidChecksum:
            self._refuse("checksum", value)
        except faults.ValidationError:
            self._refuse("shape", value)

    def _refuse(self, code: str, value: str) -> None:
        raise ValidationError(
            self.error_messages[code], code=code, params={"count": len(value)}
        )


class SiretField(_NumberField):
    """A SIRET: 14 digits, Luhn (La Poste has its own rule)."""

    kind = siret
    default_error_messages = {
        "length": _("Un SIRET a 14 chiffres ; celui-ci en a %(count)d."),
        "checksum": _(
            "Ce SIRET ne tombe pas juste : un chiffre est sans doute faux ou "
            "inversé. Recopiez-le depuis votre avis de situation Insee."
        ),
        "shape": _("Un SIRET ne contient que des chiffres."),
    }


class IbanField(_NumberField):
    """An IBAN of the SEPA area: country, check digits (mod 97), account."""

    kind = iban
    default_error_messages = {
        "length": _("Cet IBAN n’a pas la bonne longueur (%(count)d caractères)."),
        "checksum": _(
            "Cet IBAN ne tombe pas juste : un caractère est sans doute faux ou "
            "inversé. Copiez-le depuis votre RIB."
        ),
        "shape": _("Un IBAN commence par deux lettres de pays, par exemple FR76."),
    }


class BicField(_NumberField):
    """A BIC: 8 or 11 characters."""

    kind = bic
    default_error_messages = {
        "length": _("Un BIC a 8 ou 11 caractères ; celui-ci en a %(count)d."),
        "checksum": _("Ce BIC n’existe pas : copiez-le depuis votre RIB."),
        "shape": _("Ce BIC se lit mal : copiez-le depuis votre RIB."),
    }


class VatField(_NumberField):
    """A VAT number of the European Union, with the check of its country."""

    kind = vat
    default_error_messages = {
        "length": _("Ce numéro de TVA n’a pas la bonne longueur."),
        "checksum": _(
            "Ce numéro de TVA ne tombe pas juste : vérifiez les deux chiffres après FR."
        ),
        "shape": _(
            "Un numéro de TVA commence par deux lettres de pays, par exemple FR."
        ),
    }
