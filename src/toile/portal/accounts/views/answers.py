"""What the pages of accounts have in common."""

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict

from toile.portal.accounts.models import User


class Unprocessable:
    """A page that answers 422 with the form as it was typed when it will not do."""

    def form_invalid(self, form: Form) -> HttpResponse:
        """Show the form again, with what is wrong beside each field."""
        answer: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        if answer.status_code == 200:
            answer.status_code = 422
        return answer


def signed_in(request: HttpRequest) -> User:
    """Give who is signed in; for views that let nobody else in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def posted(request: HttpRequest) -> QueryDict | None:
    """Give what was posted, be it nothing at all; ``None`` when nobody posted."""
    return request.POST if request.method == "POST" else None
