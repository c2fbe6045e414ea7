"""The forms of joining and of a member's life."""

from toile.portal.members.forms.banking import BankForm
from toile.portal.members.forms.beginning import ByHandForm, EmailForm
from toile.portal.members.forms.identity import IdentityForm
from toile.portal.members.forms.participation import LeaveForm, PauseForm
from toile.portal.members.forms.pixel import SiteToolsForm, WebmasterForm

__all__ = [
    "BankForm",
    "ByHandForm",
    "EmailForm",
    "IdentityForm",
    "LeaveForm",
    "PauseForm",
    "SiteToolsForm",
    "WebmasterForm",
]
