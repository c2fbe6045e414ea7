"""A campaign's option: chosen in a draft, judged by the union, shown beforehand."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from clock import FIXED_NOON
from toile.portal.approvals.models import Approval
from toile.portal.audit.models import AuditEntry
from toile.portal.campaigns import services as campaigns
from toile.portal.campaigns.selectors import near_you_preview
from toile.portal.showtimes import services


@pytest.mark.parametrize(("wanted", "told"), [(True, "oui"), (False, "non")])
def test_the_union_is_told_of_the_option(world: Any, wanted: bool, told: str) -> None:
    campaigns.set_near_you(world.campaign, wanted)
    campaigns.submit(world.campaign)
    approval = Approval.objects.get(kind="campaign", status="pending")
    assert ["Option À voir près de chez vous", told] in approval.facts


def test_what_the_union_has_is_not_changed(world: Any) -> None:
    campaigns.submit(world.campaign)
    with pytest.raises(ValidationError, match="brouillon"):
        campaigns.set_near_you(world.campaign, True)
    world.campaign.refresh_from_db()
    assert not world.campaign.near_you


def test_a_choice_that_changes_nothing_leaves_no_trace(world: Any) -> None:
    condor = world.people.users["condor"]
    campaigns.set_near_you(world.campaign, False, condor)
    campaigns.set_near_you(world.campaign, True, condor)
    campaigns.set_near_you(world.campaign, True, condor)
    (entry,) = AuditEntry.objects.filter(action="campaign.near_you")
    assert (entry.actor, entry.details["wanted"]) == (condor, True)


def test_the_preview_is_what_the_ads_would_tell(
    world: Any,
    dataset: Any,
    line: Callable[..., Any],
    programme: Callable[..., Any],
) -> None:
    dataset.lines = [line(2)]
    programme()
    (house,) = near_you_preview(world.campaign, "83", FIXED_NOON)
    assert (house.name, house.commune, len(house.screenings)) == (
        "Le Royal",
        "Toulon",
        1,
    )
    assert near_you_preview(world.campaign, "13", FIXED_NOON) == ()
    services.switch(on=False, by=world.people.users["scare"])
    assert near_you_preview(world.campaign, "83", FIXED_NOON) == ()
