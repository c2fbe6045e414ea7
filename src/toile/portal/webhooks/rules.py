"""Who may have webhooks: owners, for their organisation's own."""

from functools import wraps
from typing import ParamSpec, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat, SeatedView, View, seated

Params = ParamSpec("Params")


def owned(view: SeatedView[Params]) -> View[Params]:
    """Let in owners, of whatever kind of organisation."""

    @wraps(view)
    def guarded(
        request: HttpRequest, seat: Seat, *args: Params.args, **kwargs: Params.kwargs
    ) -> HttpResponseBase:
        if not seat.is_owner:
            raise PermissionDenied(
                _("Les webhooks se règlent par une personne responsable.")
            )
        return view(request, seat, *args, **kwargs)

    seatable = cast("SeatedView[Params]", guarded)
    return seated(*Organisation.Kind.values)(seatable)
