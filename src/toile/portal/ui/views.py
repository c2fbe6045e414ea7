"""The style page: every component, alive, for whoever builds or judges a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from toile.portal.ui import samples
from toile.portal.ui.tables import list_rows


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Show the tokens and the components with samples of cinema life."""
    films = list_rows(request, samples.Films, samples.FILMS, name="films")
    if films.file:
        return films.file
    nothing = list_rows(request, samples.Films, [], key="rien")
    return render(
        request,
        "ui/style.html",
        {
            "colours": samples.COLOURS,
            "form": samples.SampleForm(samples.GIVEN),
            "fresh_form": samples.SampleForm(prefix="neuf"),
            "films": films,
            "nothing": nothing,
            "charts": samples.charts(),
            "map": samples.MAP,
            "choice_map": samples.CHOICE_MAP,
            "steps": samples.STEPS,
            "tabs": samples.TABS,
            "thread": samples.THREAD,
            "states": samples.STATES,
        },
    )
