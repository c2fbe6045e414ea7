"""The admin walks round no approval: what the union has stays as the union saw it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from toile.portal.approvals import services as approvals
from toile.portal.approvals.models import Approval
from toile.portal.audit.models import AuditEntry
from toile.portal.campaigns import services as campaigns
from toile.portal.campaigns.models import Campaign, Creative, Flight, LineItem
from toile.portal.campaigns.selectors import live_lines

PARTS = ("campaign", "flight", "line", "creative")


@pytest.fixture
def operator(world: Any, sign_in: Callable[[str], Client]) -> Client:
    """Klox's administrator, signed in."""
    user = world.people.users["klox"]
    user.is_staff = user.is_superuser = True
    user.save()
    return sign_in("klox")


@pytest.fixture
def judged(world: Any, decide: Callable[[str], None]) -> Any:
    """The world, its campaign approved and live."""
    campaigns.submit(world.campaign)
    decide(world.campaign.id)
    world.campaign.refresh_from_db()
    campaigns.go_live(world.campaign)
    return world


def part(world: Any, name: str) -> Any:
    return world.line.flight if name == "flight" else getattr(world, name)


def url(row: Any, deed: str, *args: object) -> str:
    return reverse(f"admin:campaigns_{row._meta.model_name}_{deed}", args=args)


def filled(client: Client, row: Any) -> dict[str, Any]:
    """Read the admin's form of a row as it stands, dates in their two fields."""
    form = client.get(url(row, "change", row.pk)).context["adminform"].form
    given: dict[str, Any] = {}
    for name, field in form.fields.items():
        value = form.get_initial_for_field(field, name)
        shown = field.prepare_value(value)
        if hasattr(field.widget, "decompress"):
            for place, half in enumerate(field.widget.decompress(value)):
                given[f"{name}_{place}"] = half
        else:
            given[name] = "" if shown is None else shown
    return given


def rows() -> list[Any]:
    models = (Campaign, Flight, LineItem, LineItem.placements.through, Creative)
    return [
        list(model._default_manager.order_by("pk").values_list()) for model in models
    ]


@pytest.mark.parametrize("name", PARTS)
def test_a_draft_is_changed_and_what_the_union_has_is_not(
    world: Any, operator: Client, name: str
) -> None:
    row = part(world, name)
    given = filled(operator, row)
    answer = operator.post(url(row, "change", row.pk), given | {"name": "Brouillon"})
    assert answer.status_code == 302, answer.context["errors"]
    campaigns.submit(world.campaign)
    before = rows()
    answer = operator.post(url(row, "change", row.pk), given | {"name": "Autre"})
    assert "seule une campagne en brouillon" in answer.content.decode()
    assert rows() == before


@pytest.mark.parametrize("name", PARTS)
def test_what_the_union_has_is_not_deleted(
    judged: Any, operator: Client, name: str
) -> None:
    row = part(judged, name)
    before = rows()
    confirmed = {"post": "yes"}
    assert operator.post(url(row, "delete", row.pk), confirmed).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [row.pk]}
    assert operator.post(url(row, "changelist"), chosen | confirmed).status_code == 403
    assert rows() == before


@pytest.mark.parametrize("name", ["flight", "line"])
def test_nothing_is_added_to_what_the_union_has(
    judged: Any, operator: Client, name: str
) -> None:
    row = part(judged, name)
    given = filled(operator, row) | {"name": "De plus"}
    before = rows()
    answer = operator.post(url(row, "add"), given)
    assert "seule une campagne en brouillon" in answer.content.decode()
    assert rows() == before


@pytest.mark.parametrize("name", ["flight", "line", "creative"])
def test_no_part_moves_from_a_draft_to_what_the_union_has(
    judged: Any, operator: Client, make_image: Callable[..., bytes], name: str
) -> None:
    draft = campaigns.add_campaign(judged.people.condor, judged.film, "Suite")
    flight = judged.line.flight
    other = campaigns.add_flight(draft, "Vague", flight.starts_at, flight.ends_at)
    moved: dict[str, Any] = {
        "flight": lambda: (other, {"campaign": judged.campaign.pk}),
        "line": lambda: (
            campaigns.add_line(
                other, "x", [judged.placement], budget_micros=1, price_micros=1
            ),
            {"flight": flight.pk},
        ),
        "creative": lambda: (
            campaigns.add_creative(draft, "x", make_image("PNG")),
            {"campaign": judged.campaign.pk},
        ),
    }
    row, changes = moved[name]()
    given = filled(operator, row)
    before = rows()
    answer = operator.post(url(row, "change", row.pk), given | changes)
    assert "seule une campagne en brouillon" in answer.content.decode()
    assert rows() == before


def test_no_creative_is_made_in_the_admin_and_no_file_is_named_there(
    world: Any, operator: Client
) -> None:
    assert operator.post(url(world.creative, "add"), {}).status_code == 403
    given = filled(operator, world.creative)
    assert set(given) == {"campaign", "name", "status", "weight"}
    file = world.creative.poster_file
    forged = given | {"poster_file": "/etc/passwd", "teaser_file": "/etc/passwd"}
    operator.post(url(world.creative, "change", world.creative.pk), forged)
    world.creative.refresh_from_db()
    assert (world.creative.poster_file, world.creative.teaser_file) == (file, "")


def test_a_state_is_not_set_by_hand(world: Any, operator: Client) -> None:
    given = filled(operator, world.campaign)
    change = url(world.campaign, "change", world.campaign.pk)
    assert operator.post(change, given | {"status": "live"}).status_code == 302
    world.campaign.refresh_from_db()
    assert world.campaign.status == Campaign.Status.DRAFT


def test_a_campaign_is_paused_and_ended_by_the_operator(
    judged: Any, operator: Client
) -> None:
    listing = url(judged.campaign, "changelist")
    for action, status in (("pause", "paused"), ("end", "ended")):
        operator.post(
            listing, {"action": action, "_selected_action": [judged.campaign.pk]}
        )
        judged.campaign.refresh_from_db()
        assert judged.campaign.status == status
        entry = AuditEntry.objects.latest("id")
        assert entry.action == f"campaign.{status}"
        assert entry.actor == judged.people.users["klox"]
    refused = operator.post(
        listing,
        {"action": "pause", "_selected_action": [judged.campaign.pk]},
        follow=True,
    )
    assert "ne peut pas devenir" in refused.content.decode()


@pytest.mark.parametrize("name", ["line", "creative"])
def test_a_part_of_a_live_campaign_may_be_paused(
    judged: Any, operator: Client, name: str
) -> None:
    row = part(judged, name)
    change = url(row, "change", row.pk)
    given = filled(operator, row)
    for status in ("paused", "active"):
        answer = operator.post(change, given | {"status": status})
        assert answer.status_code == 302
        row.refresh_from_db()
        assert row.status == status


def test_a_row_that_names_a_path_shows_nothing(
    world: Any, sign_in: Callable[[str], Client], tmp_path: Any
) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"of nobody")
    page = reverse("campaigns:poster", args=[world.creative.id])
    for name in (str(secret), "../secret", "x.jpg"):
        Creative.objects.filter(pk=world.creative.pk).update(poster_file=name)
        assert sign_in("condor").get(page).status_code == 404
        world.creative.poster_file = name
        with pytest.raises(ValidationError, match="fichier déposé"):
            world.creative.full_clean()


def test_what_is_asked_while_a_file_is_checked_takes_no_more_creatives(
    world: Any,
    make_image: Callable[..., bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    checked = campaigns.creatives.check_poster

    def check(content: bytes) -> Any:
        campaigns.submit(Campaign.objects.get(pk=world.campaign.pk))
        waiting = Approval.objects.get(subject_id=world.campaign.id)
        approvals.approve(waiting.id, world.people.users["scare"])
        return checked(content)

    monkeypatch.setattr(campaigns.creatives, "check_poster", check)
    with pytest.raises(ValidationError, match="brouillon"):
        campaigns.add_creative(world.campaign, "En douce", make_image("PNG"))
    assert world.campaign.creatives.count() == 1
    assert live_lines(world.line.flight.starts_at) == []
