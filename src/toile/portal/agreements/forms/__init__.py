"""The forms of agreements: whom they concern, who signs, who ends them."""

from toile.portal.agreements.forms.choice import ChoiceFields
from toile.portal.agreements.forms.ending import EndForm
from toile.portal.agreements.forms.files import ScanForm, VerifyForm
from toile.portal.agreements.forms.names import Named
from toile.portal.agreements.forms.signing import CodeForm, RefuseForm, SignForm

__all__ = [
    "ChoiceFields",
    "CodeForm",
    "EndForm",
    "Named",
    "RefuseForm",
    "ScanForm",
    "SignForm",
    "VerifyForm",
]
