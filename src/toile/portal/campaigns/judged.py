"""What the union judges as a whole: a campaign, its flights, lines and creatives."""

from typing import TYPE_CHECKING, Any

from django.db.models import Manager, Model, QuerySet
from django.forms import ModelForm

from toile.portal.campaigns.models import Campaign, Creative, Flight, LineItem
from toile.portal.campaigns.services import hold_draft

if TYPE_CHECKING:
    # Generic for the type checker alone: Django's class takes no parameter.
    AnyForm = ModelForm[Model]
else:
    AnyForm = ModelForm

# Pausing, and taking up again what the union has approved, changes nothing it judged.
_FREE = {"status", "weight"}


class JudgedForm(AnyForm):
    """The admin's form of such a part: it changes a draft, and moves between drafts."""

    def clean(self) -> dict[str, Any] | None:
        """Refuse what would change a campaign that the union has."""
        given = super().clean()
        before = _stored(self.instance)
        if before is not None:
            if self._changes(before) <= _FREE:
                return given
            hold_draft(campaign_of(before))
        after = self._wanted()
        if after is not None:
            hold_draft(after)
        return given

    def _changes(self, before: Model) -> set[str]:
        # Not ``changed_data``: it believes what the browser says was there before.
        return {
            name
            for name, value in self.cleaned_data.items()
            if _plain(value) != _plain(getattr(before, name))
        }

    def _wanted(self) -> Campaign | None:
        flight = self.cleaned_data.get("flight")
        return flight.campaign if flight else self.cleaned_data.get("campaign")


def _plain(value: object) -> object:
    return set(value.all()) if isinstance(value, Manager | QuerySet) else value


def _stored(part: Model) -> Model | None:
    models = (Campaign, Flight, LineItem, Creative)
    (model,) = (each for each in models if isinstance(part, each))
    return model.objects.filter(pk=part.pk).first()


def campaign_of(part: Model) -> Campaign:
    """Tell to which campaign a part belongs."""
    if isinstance(part, Campaign):
        return part
    if isinstance(part, LineItem):
        return part.flight.campaign
    assert isinstance(part, Flight | Creative)
    return part.campaign
