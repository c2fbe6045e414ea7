"""What the inventory's pages share: their tabs, and how a form is answered."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.seats import Seat
from toile.portal.ui.steps import Tab

OPERATOR = Organisation.Kind.OPERATOR


def tabs(seat: Seat, here: str) -> list[Tab]:
    """Give the pages of the inventory; a publisher has one, and so no tabs."""
    if seat.kind != OPERATOR:
        return []
    pages = (
        ("inventory:list", _("Emplacements")),
        ("inventory:publishers", _("Supports")),
        ("inventory:exchanges", _("Places de marché et deals")),
        ("inventory:terms", _("Conditions des enchères")),
        ("inventory:ads_txt", _("Vendeurs autorisés")),
    )
    return [Tab(label, reverse(name), current=name == here) for name, label in pages]


def answer(
    request: HttpRequest,
    form: forms.Form,
    save: Callable[[], HttpResponse | str],
    page: dict[str, Any],
    template: str = "inventory/form.html",
) -> HttpResponse:
    """Show a form, or save what it holds and go where ``save`` says, or so answer.

    What is refused comes back with all that was typed, status 422. ``page`` gives the
    title, where "Annuler" leads, and the words of the button.
    """
    if request.method == "POST" and form.is_valid():
        try:
            there = save()
            return redirect(there) if isinstance(there, str) else there
        except ValidationError as error:
            tell(form, error)
    return render(
        request,
        template,
        {"form": form} | page,
        status=422 if form.errors else 200,
    )


def tell(form: forms.Form, error: ValidationError) -> None:
    """Put each fault beside its field; what has none stands above."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, faults in error.error_dict.items():
        form.add_error(name if name in form.fields else None, faults)
