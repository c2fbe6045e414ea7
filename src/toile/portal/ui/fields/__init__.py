"""Form fields for what people paste: amounts, shares, SIRET, VAT numbers, IBAN, BIC.

Each takes what is pasted with its spaces, checks it, and says in French what is wrong.
"""

from toile.portal.ui.fields.amounts import EurosField
from toile.portal.ui.fields.numbers import BicField, IbanField, SiretField, VatField
from toile.portal.ui.fields.shares import PercentField

__all__ = [
    "BicField",
    "EurosField",
    "IbanField",
    "PercentField",
    "SiretField",
    "VatField",
]
