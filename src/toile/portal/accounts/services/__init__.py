"""Making accounts and organisations, inviting, and what people change themselves."""

from toile.portal.accounts.services.address import ask_address, confirm_address
from toile.portal.accounts.services.invitations import (
    accept,
    cancel_invitation,
    invite,
    open_account,
    resend_invitation,
)
from toile.portal.accounts.services.people import (
    add_membership,
    add_organisation,
    add_person,
    change_profile,
)
from toile.portal.accounts.services.sessions import end_other_sessions, end_session
from toile.portal.accounts.services.team import change_role, join, remove_member

__all__ = [
    "accept",
    "add_membership",
    "add_organisation",
    "add_person",
    "ask_address",
    "cancel_invitation",
    "change_profile",
    "change_role",
    "confirm_address",
    "end_other_sessions",
    "end_session",
    "invite",
    "join",
    "open_account",
    "remove_member",
    "resend_invitation",
]
