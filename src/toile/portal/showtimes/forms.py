"""What people say of the programme: the switch, and which film is meant."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from toile.portal.films.models import Film

if TYPE_CHECKING:
    # Generic for the type checker alone: Django's class takes no parameter.
    AnyChoice = forms.ModelChoiceField[Film]
else:
    AnyChoice = forms.ModelChoiceField


class SwitchForm(forms.Form):
    """On or off."""

    near_you = forms.ChoiceField(choices=[("on", "on"), ("off", "off")])


class FilmChoice(AnyChoice):
    """Films with their director and distributor: titles alone may be the same."""

    def label_from_instance(self, obj: Film) -> str:
        """Name a film so that it cannot be taken for another."""
        said = [obj.title, obj.director, str(obj.year or ""), obj.distributor.name]
        return ", ".join(part for part in said if part)


class DecisionForm(forms.Form):
    """This film, or none of the catalogue."""

    decision = forms.ChoiceField(
        choices=[("confirm", "confirm"), ("reject", "reject")],
        error_messages={"required": _("Choisissez de confirmer ou d’écarter.")},
    )
    film = FilmChoice(
        Film.objects.none(),
        label=_("Film du catalogue"),
        required=False,
        widget=forms.Select(attrs={"class": "select w-full"}),
        empty_label=_("Choisissez un film"),
        error_messages={
            "invalid_choice": _("Ce film n’est pas, ou plus, dans votre catalogue.")
        },
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a film when one is to be confirmed."""
        given = super().clean() or {}
        missing = given.get("decision") == "confirm" and not given.get("film")
        if missing and "film" not in self.errors:
            self.add_error("film", _("Choisissez le film dont il s’agit."))
        return given


def decision_form(
    films: QuerySet[Film], data: QueryDict | None, proposed: str | None
) -> DecisionForm:
    """Make the form that offers these films, one of them proposed."""
    form = DecisionForm(data, initial={"film": proposed})
    field = form.fields["film"]
    assert isinstance(field, FilmChoice)
    field.queryset = films
    return form
