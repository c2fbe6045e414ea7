"""The questions of the wizard, one form a step."""

import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from toile.portal.campaigns.criteria import INTERESTS
from toile.portal.campaigns.forms.advanced import AdvancedCriteria
from toile.portal.campaigns.models import Campaign
from toile.portal.campaigns.terms import (
    LEAST_BUDGET_MICROS,
    LEAST_PRICE_MICROS,
    LONGEST_DAYS,
    MOST_BUDGET_MICROS,
    MOST_PRICE_MICROS,
)
from toile.portal.campaigns.wizard.criteria import (
    BRACKET_LABELS,
    CHOSEN,
    EVERYWHERE,
    FRANCE,
)
from toile.portal.campaigns.wizard.stale import StaleAware
from toile.portal.films.models import Film
from toile.portal.inventory.models import Placement
from toile.portal.ui.fields import EurosField
from toile.portal.ui.forms import Dressed
from toile.portal.ui.once import OnceField
from toile.wire.geography import DEPARTEMENTS, REGIONS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LONGEST_NAME = 160
SHARES = (0, 5, 10, 20, 50)


class _FilmAndName(Dressed, forms.Form):
    film = forms.ModelChoiceField(
        label=_("Film"),
        queryset=Film.objects.none(),
        empty_label=_("Choisir un film"),
        error_messages={"invalid_choice": _("Ce film n’est pas à votre catalogue.")},
    )
    name = forms.CharField(
        label=_("Nom de la campagne"),
        max_length=LONGEST_NAME,
        help_text=_("Pour vous et le syndicat ; le public ne le voit pas."),
    )

    def take_from(self, films: QuerySet[Film]) -> None:
        """Offer these films."""
        field = self.fields["film"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = films


class NewForm(_FilmAndName):
    """A campaign's film and name."""

    key = OnceField()

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        films: QuerySet[Film],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.take_from(films)


class FilmForm(_FilmAndName, StaleAware):
    """The same for a draft that has begun."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        films: QuerySet[Film],
        stored: dict[str, Any],
    ) -> None:
        super().__init__(data, stored=stored)
        self.take_from(films)


def _day(label: "_StrPromise") -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Écrivez une date, par exemple 25/11/2026.")},
    )


class DatesForm(Dressed, StaleAware):
    """First and last day, both whole."""

    first = _day(_("Premier jour"))
    last = _day(_("Dernier jour"))

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        today: datetime.date,
        stored: dict[str, Any],
        initial: dict[str, Any] | None = None,
    ) -> None:
        self._today = today
        super().__init__(data, stored=stored, initial=initial)
        for name in ("first", "last"):
            self.fields[name].widget.attrs["min"] = today.isoformat()

    def clean_first(self) -> datetime.date:
        """Refuse a past day, unless it stood there already."""
        first: datetime.date = self.cleaned_data["first"]
        if first < self._today and first != self.initial.get("first"):
            raise ValidationError(
                _("Ce jour est passé : choisissez aujourd’hui ou plus tard.")
            )
        return first

    def clean(self) -> dict[str, Any] | None:
        """Refuse an end before the start, in the past, or too far."""
        found = super().clean()
        first = self.cleaned_data.get("first")
        last = self.cleaned_data.get("last")
        if first is None or last is None:
            return found
        if last < first:
            self.add_error("last", _("La fin vient avant le début : inversez-les."))
        elif last < self._today:
            self.add_error(
                "last", _("Ces dates sont passées : choisissez-en d’autres.")
            )
        elif (last - first).days >= LONGEST_DAYS:
            self.add_error(
                "last",
                ValidationError(
                    _("Une campagne dure %(most)d jours au plus ; puis dupliquez-la."),
                    params={"most": LONGEST_DAYS},
                ),
            )
        return found


class CriteriaForm(Dressed, AdvancedCriteria, StaleAware):
    """Whom a line addresses."""

    pool = forms.BooleanField(
        label=_("Option Salles Art et Essai"),
        required=False,
        help_text=_(
            "La campagne s’adresse aux personnes qui ont visité le site d’un cinéma "
            "membre dans les 90 derniers jours et l’ont accepté. Chaque clic verse une "
            "redevance de 0,0004 € à leurs cinémas, en plus du budget."
        ),
    )
    cap_impressions = forms.IntegerField(
        label=_("Affichages par personne, au plus"),
        required=False,
        min_value=1,
        max_value=100,
        help_text=_("Seulement avec l’option : sans elle, nul n’est reconnu."),
    )
    cap_days = forms.IntegerField(
        label=_("En combien de jours"), required=False, min_value=1, max_value=30
    )
    where = forms.ChoiceField(
        label=_("Où"),
        choices=[
            (FRANCE, _("toute la France")),
            (CHOSEN, _("des régions ou des départements")),
            (EVERYWHERE, _("partout, même hors de France")),
        ],
        widget=forms.RadioSelect,
    )
    regions = forms.MultipleChoiceField(
        label=_("Régions"),
        choices=list(REGIONS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    departements = forms.MultipleChoiceField(
        label=_("Départements"),
        choices=[(code, one.name) for code, one in DEPARTEMENTS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    ages = forms.MultipleChoiceField(
        label=_("Âge"),
        choices=BRACKET_LABELS,
        required=False,
        help_text=_(
            "Sans case cochée : tous. Qui n’a pas dit son âge n’est pas exclu."
        ),
        widget=forms.CheckboxSelectMultiple,
    )
    genders = forms.MultipleChoiceField(
        label=_("Genre"),
        choices=[("female", _("femmes")), ("male", _("hommes"))],
        required=False,
        help_text=_("Sans case cochée : tous."),
        widget=forms.CheckboxSelectMultiple,
    )
    interests = forms.MultipleChoiceField(
        label=_("Centres d’intérêt"),
        choices=[(code, label) for code, label in INTERESTS.items()],
        required=False,
        help_text=_(
            "Ceux des lecteurs de la page. Sans case cochée : tous les emplacements."
        ),
        widget=forms.CheckboxSelectMultiple,
    )

    holdout_percent = forms.TypedChoiceField(
        label=_("Groupe témoin"),
        coerce=int,
        help_text=_(
            "Part des spectateurs du pool, tirée au sort, à qui la campagne n’est pas "
            "montrée. En comparant leurs visites de la page du film à celles des "
            "autres, on mesure l’effet de la campagne. 10 % suffit le plus souvent."
        ),
    )
    near_you = forms.BooleanField(
        label=_("À voir près de chez vous"),
        required=False,
        help_text=_(
            "La publicité nomme les cinémas membres du département qui jouent le film, "
            "et leurs prochaines séances."
        ),
    )

    def __init__(
        self, data: QueryDict | None = None, *, stored: dict[str, Any]
    ) -> None:
        super().__init__(data, stored=stored)
        self._keep_share()

    def _keep_share(self) -> None:
        """Offer the share that stands there, whichever the administration gave it."""
        field = self.fields["holdout_percent"]
        assert isinstance(field, forms.ChoiceField)
        known = int(self.initial.get("holdout_percent", 0))
        shares = sorted({*SHARES, known})
        field.choices = [
            (one, f"{one}\u00a0%" if one else _("aucun")) for one in shares
        ]

    def clean(self) -> dict[str, Any] | None:
        """Refuse chosen places without a place."""
        found = super().clean()
        given = self.cleaned_data
        none = not (given.get("regions") or given.get("departements"))
        if given.get("where") == CHOSEN and none:
            self.add_error(
                "where",
                _("Cochez au moins une région ou un département, ou toute la France."),
            )
        if given.get("anonymous") and given.get("pool"):
            self.add_error(
                "anonymous",
                _(
                    "L’option « Salles Art et Essai » demande le consentement de la "
                    "personne : choisissez l’une ou l’autre."
                ),
            )
        return found


class SitesForm(Dressed, StaleAware):
    """The places where a line may show."""

    placements = forms.ModelMultipleChoiceField(
        label=_("Emplacements"),
        queryset=Placement.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choisissez au moins un emplacement."),
            "invalid_choice": _("Un emplacement coché n’est plus ouvert : rechargez."),
            "invalid_pk_value": _(
                "Un emplacement coché n’est plus ouvert : rechargez."
            ),
        },
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        open_: QuerySet[Placement],
        stored: dict[str, Any],
    ) -> None:
        super().__init__(data, stored=stored)
        field = self.fields["placements"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = open_


class BudgetForm(Dressed, StaleAware):
    """What a line may cost, and at which price."""

    budget = EurosField(
        label=_("Budget d’affichage"),
        least_micros=LEAST_BUDGET_MICROS,
        most_micros=MOST_BUDGET_MICROS,
        help_text=_("Pour toute la durée, hors taxes et hors redevance aux cinémas."),
    )
    price = EurosField(
        label=_("Prix pour mille impressions"),
        least_micros=LEAST_PRICE_MICROS,
        most_micros=MOST_PRICE_MICROS,
        help_text=_(
            "À prix égal les campagnes se partagent la place ; la plus chère passe "
            "d’abord."
        ),
    )


class SubmitForm(Dressed, forms.Form):
    """A word to the union, with the request."""

    key = OnceField()
    text = forms.CharField(
        label=_("Un mot au syndicat"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DuplicateForm(Dressed, forms.Form):
    """A copy's name and first day."""

    key = OnceField()
    name = forms.CharField(label=_("Nom de la copie"), max_length=LONGEST_NAME)
    first = _day(_("Premier jour"))

    def clean_first(self) -> datetime.date:
        """Refuse a past day."""
        first: datetime.date = self.cleaned_data["first"]
        if first < self.today:
            raise ValidationError(
                _("Ce jour est passé : choisissez aujourd’hui ou plus tard.")
            )
        return first

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        today: datetime.date,
        initial: dict[str, Any] | None = None,
    ) -> None:
        self.today = today
        super().__init__(data, initial=initial)


def copy_name(campaign: Campaign) -> str:
    """Propose a name for a copy that still fits."""
    words = _("%(name)s (copie)") % {"name": campaign.name[: LONGEST_NAME - 10]}
    return str(words)
