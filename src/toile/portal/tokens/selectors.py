"""Finding tokens: those of an organisation, and the one that a program shows."""

from django.db.models import Case, QuerySet, Value, When
from django.utils import timezone

from toile.portal.accounts.models import Membership, Organisation
from toile.portal.accounts.seats import Seat
from toile.portal.tokens.models import ApiToken
from toile.portal.tokens.services import digest_of


def tokens_of(organisation: Organisation) -> QuerySet[ApiToken]:
    """All tokens of an organisation, the newest first.

    Each with its ``standing``, which is ``ApiToken.status`` for the database to sort
    and filter by.
    """
    status = ApiToken.Status
    standing = Case(
        When(revoked_at__isnull=False, then=Value(status.REVOKED)),
        When(expires_at__lte=timezone.now(), then=Value(status.EXPIRED)),
        default=Value(status.ACTIVE),
    )
    mine = ApiToken.objects.filter(organisation=organisation)
    return mine.select_related("user").annotate(standing=standing)


def find_token(text: str) -> tuple[ApiToken, Seat] | None:
    """Find a token that holds, and the seat of its maker as it is now (2 queries).

    Who has left the organisation, or whose account is closed, has no seat any more.
    """
    token = (
        ApiToken.objects.filter(
            digest=digest_of(text),
            revoked_at__isnull=True,
            expires_at__gt=timezone.now(),
            user__is_active=True,
        )
        .select_related("user")
        .first()
    )
    if token is None:
        return None
    membership = (
        Membership.objects.filter(
            user=token.user, organisation_id=token.organisation_id
        )
        .select_related("organisation")
        .first()
    )
    return None if membership is None else (token, Seat(token.user, membership))
