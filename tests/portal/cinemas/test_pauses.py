"""A pause stops the collection, and ends by itself on its day."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from clock import TODAY
from toile.portal.agreements.selectors import member_sites
from toile.portal.audit.models import AuditEntry
from toile.portal.cinemas import services as cinemas
from toile.portal.cinemas.models import Site

BACK = TODAY + datetime.timedelta(days=11)


def collecting(on: datetime.date) -> list[str]:
    return [site.name for site in member_sites(on)]


def test_a_paused_site_leaves_the_plan_until_its_day(world: Any) -> None:
    cinemas.pause_sites(world.royal, "Travaux", TODAY, BACK)
    assert collecting(TODAY) == []
    assert collecting(BACK - datetime.timedelta(days=1)) == []
    assert collecting(BACK) == ["leroyal"]
    site = Site.objects.get()
    assert (site.state_on(TODAY), site.state_on(BACK)) == ("paused", "active")
    entry = AuditEntry.objects.filter(action="site.paused").get()
    assert entry.details["until"] == BACK.isoformat()


def test_a_pause_without_a_day_lasts_until_somebody_resumes(world: Any) -> None:
    cinemas.pause_sites(world.royal, "", TODAY)
    assert collecting(TODAY + datetime.timedelta(days=1_500)) == []
    cinemas.resume_sites(world.royal)
    assert collecting(TODAY) == ["leroyal"]


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_a_pause_ends_on_a_day_to_come_within_a_year(world: Any, days: int) -> None:
    with pytest.raises(ValidationError) as caught:
        cinemas.pause_sites(
            world.royal, "", TODAY, TODAY + datetime.timedelta(days=days)
        )
    assert "until" in caught.value.message_dict
    assert collecting(TODAY) == ["leroyal"]


def test_a_site_that_the_union_suspended_stays_so(world: Any) -> None:
    cinemas.set_site_status(world.site, Site.Status.SUSPENDED)
    assert cinemas.pause_sites(world.royal, "", TODAY, BACK) == []
    assert cinemas.resume_sites(world.royal) == []
    assert Site.objects.get().status == "suspended"
