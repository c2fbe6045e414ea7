"""The seat a person sits in: for which organisation they act on this request."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from toile.portal.accounts.models import Membership, Organisation, User
from toile.portal.accounts.selectors import memberships_of

SESSION_KEY = "organisation"
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}

Params = ParamSpec("Params")


@dataclass(frozen=True)
class Seat:
    """A person, acting for one organisation."""

    user: User
    membership: Membership

    @property
    def organisation(self) -> Organisation:
        """For whom the person acts."""
        return self.membership.organisation

    @property
    def kind(self) -> str:
        """What that organisation is."""
        return self.membership.organisation.kind

    @property
    def is_owner(self) -> bool:
        """Tell whether the person answers for the organisation."""
        return self.membership.role == Membership.Role.OWNER

    @property
    def may_change(self) -> bool:
        """Tell whether the person may do more than look."""
        return self.membership.may_change


SeatedView = Callable[Concatenate[HttpRequest, Seat, Params], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, Params], HttpResponseBase]


def find_seat(request: HttpRequest) -> Seat | None:
    """Tell in which seat the request is made; the first one if none was chosen."""
    user = request.user
    if not isinstance(user, User):
        return None
    memberships = list(memberships_of(user))
    chosen = request.session.get(SESSION_KEY)
    for membership in memberships:
        if membership.organisation_id == chosen:
            return Seat(user, membership)
    return Seat(user, memberships[0]) if memberships else None


def seated(
    *kinds: str,
) -> Callable[[SeatedView[Params]], View[Params]]:
    """Let in people who act for such an organisation; viewers may only look."""

    def decorate(view: SeatedView[Params]) -> View[Params]:
        @wraps(view)
        def guarded(
            request: HttpRequest, *args: Params.args, **kwargs: Params.kwargs
        ) -> HttpResponseBase:
            seat = find_seat(request)
            if seat is None or seat.kind not in kinds:
                raise PermissionDenied(
                    _("Cette page appartient à une autre organisation.")
                )
            if request.method not in _SAFE_METHODS and not seat.may_change:
                raise PermissionDenied(
                    _("Votre rôle permet de consulter, pas de modifier.")
                )
            return view(request, seat, *args, **kwargs)

        return cast("View[Params]", login_required(guarded))

    return decorate
