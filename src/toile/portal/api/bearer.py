"""Who calls: a token, its scopes, and the seat of the person who made it.

The same rules as on the pages: another kind's door is 403, a viewer only looks. The
seat is read anew at each request, so that a lost role or membership counts at once.
"""

import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat
from toile.portal.api.faults import no_token
from toile.portal.api.problems import Problem, ProblemCode
from toile.portal.tokens.models import ApiToken
from toile.portal.tokens.scopes import Scope
from toile.portal.tokens.selectors import find_token
from toile.portal.tokens.services import note_use

WINDOW_S = 60
JSON = "application/json"
FILES = "multipart/form-data"


@dataclass(frozen=True)
class Caller(Seat):
    """A seat, taken by a program with a token."""

    token: ApiToken


class ApiRequest(HttpRequest):
    """A request that ``Needs`` has let in."""

    auth: Caller


class Needs(HttpBearer):
    """What an operation asks of whoever calls it."""

    def __init__(
        self,
        scope: Scope | None,
        *kinds: str,
        changes: bool = False,
        takes: str = "",
    ) -> None:
        super().__init__()
        self.scope = scope
        self.kinds = kinds or tuple(Organisation.Kind.values)
        self.changes = changes
        self.takes = takes

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """Let a caller in, or say what is missing."""
        found = find_token(token)
        if found is None:
            raise no_token(
                _("Ce jeton est inconnu, expiré ou révoqué. Créez-en un autre."),
                "invalid_token",
            )
        held, seat = found
        _count(held)
        note_use(held)
        self._check(held, seat)
        if self.takes and request.content_type != self.takes:
            raise Problem(
                ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                _("Envoyez le corps en %s.") % self.takes,
            )
        return Caller(seat.user, seat.membership, held)

    def _check(self, token: ApiToken, seat: Seat) -> None:
        if self.scope and self.scope.value not in token.scopes:
            raise Problem(
                ProblemCode.INSUFFICIENT_SCOPE,
                _("Il faut le droit « %s ».") % self.scope.value,
                headers={
                    "WWW-Authenticate": 'Bearer realm="toile", '
                    f'error="insufficient_scope", scope="{self.scope.value}"'
                },
            )
        if seat.kind not in self.kinds:
            raise Problem(
                ProblemCode.OTHER_KIND,
                _("Cette adresse appartient à une autre organisation."),
            )
        if self.changes and not seat.may_change:
            raise Problem(
                ProblemCode.READ_ONLY_ROLE,
                _("Votre rôle permet de consulter, pas de modifier."),
            )


def _count(token: ApiToken) -> None:
    """Count a call in the running minute, and refuse those that are too many."""
    now = time.time()
    window = int(now) // WINDOW_S
    key = f"api-calls:{token.pk}:{window}"
    counts = caches["calls"]
    counts.add(key, 0, WINDOW_S * 2)
    if counts.incr(key) > settings.TOILE.api_calls:
        wait = int((window + 1) * WINDOW_S - now) + 1
        raise Problem(
            ProblemCode.TOO_MANY_REQUESTS,
            _("Plus de %(most)d demandes en une minute. Reprenez dans %(wait)d s.")
            % {"most": settings.TOILE.api_calls, "wait": wait},
            headers={"Retry-After": str(wait)},
        )
