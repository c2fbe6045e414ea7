"""Ending sessions: where somebody is signed in, and no longer wants to be."""

from allauth.usersessions.models import UserSession
from django.db import transaction

from toile.portal.accounts.models import User
from toile.portal.accounts.signals import note_own


@transaction.atomic
def end_session(user: User, session: UserSession) -> None:
    """End one session of somebody's."""
    session.end()
    note_own("account.sessions_ended", user, count=1)


@transaction.atomic
def end_other_sessions(user: User, current_key: str | None) -> int:
    """End all sessions of somebody but the one they are in; gives how many."""
    others = list(
        UserSession.objects.filter(user_id=user.pk).exclude(session_key=current_key)
    )
    for session in others:
        session.end()
    if others:
        note_own("account.sessions_ended", user, count=len(others))
    return len(others)
