"""The pool's rules by version, and carrying them into signed contracts."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from toile.portal.agreements import services as agreements
from toile.portal.agreements.amending import amend
from toile.portal.agreements.members import Choice
from toile.portal.agreements.models import Agreement
from toile.portal.agreements.selectors import cinemas_in_force, rate
from toile.portal.amendments.selectors import preview
from toile.portal.amendments.services import amend_members
from toile.portal.audit.models import AuditEntry
from toile.portal.charter.models import PoolRules
from toile.portal.charter.selectors import Rules, rules_in_force
from toile.portal.charter.services import withdraw_rules, write_rules
from toile.portal.mail.models import Mail
from toile.wire.clock import now_ms, paris_date

SignIn = Callable[[str], Client]
DAY = datetime.timedelta(days=1)


@pytest.fixture
def today() -> datetime.date:
    return paris_date(now_ms())


@pytest.fixture
def coming(people: Any, today: datetime.date) -> PoolRules:
    """Sixty days of window and half a euro, from a week on."""
    return write_rules(
        today + 7 * DAY,
        today,
        people.users["scare"],
        **Rules().terms | {"window_days": 60, "fee_micros": 500},
        smallest_cell=60,
        smallest_segment=200,
        reason="Assemblée",
    )


def test_each_day_has_its_rules(coming: PoolRules, today: datetime.date) -> None:
    assert rules_in_force(today) == Rules()
    assert rules_in_force(coming.starts_on - DAY).window_days == 90
    found = rules_in_force(coming.starts_on)
    assert (found.window_days, found.fee_micros, found.smallest_cell) == (60, 500, 60)
    assert found.since == coming.starts_on


@pytest.mark.parametrize("small", [{"smallest_cell": 49}, {"smallest_segment": 99}])
def test_nobody_goes_under_the_floors_not_even_by_the_table(
    people: Any, today: datetime.date, small: dict[str, int]
) -> None:
    sizes = {"smallest_cell": 50, "smallest_segment": 100} | small
    given = Rules().terms | sizes | {"reason": "x"}
    with pytest.raises(ValidationError):
        write_rules(today + DAY, today, None, **given)
    with pytest.raises(IntegrityError), transaction.atomic():
        PoolRules.objects.create(
            starts_on=today, made_at=timezone.now(), made_by=None, **given
        )


def test_what_counts_is_never_rewritten(
    people: Any, coming: PoolRules, today: datetime.date
) -> None:
    with pytest.raises(ValidationError):
        withdraw_rules(coming.pk, coming.starts_on, people.users["scare"])
    withdraw_rules(coming.pk, today, people.users["scare"])
    assert rules_in_force(coming.starts_on) == Rules()
    assert AuditEntry.objects.filter(action="rules.withdrawn").exists()


def test_a_new_agreement_takes_the_rules_of_its_signature(
    world: Any, coming: PoolRules
) -> None:
    signed = agreements.sign(
        Agreement.Kind.UNION_CINEMA,
        world.people.eldorado,
        "C-2",
        coming.starts_on + 30 * DAY,
        signed_on=coming.starts_on,
        cinema=world.eldorado,
    )
    assert (signed.window_days, signed.fee_micros) == (60, 500)
    world.agreement.refresh_from_db()
    assert world.agreement.window_days == 90


def test_an_amendment_counts_from_its_day_the_old_terms_until_the_day_before(
    world: Any, today: datetime.date
) -> None:
    start = today + 3 * DAY
    after = amend(world.agreement, start, today, window_days=30)
    assert after.reference == "SCARE-2026-001 A1"
    before = cinemas_in_force(start - DAY)[world.royal.id]
    assert (before.pk, before.window_days) == (world.agreement.pk, 90)
    assert cinemas_in_force(start)[world.royal.id].window_days == 30
    again = amend(after, start + DAY, today, window_days=20)
    assert again.reference == "SCARE-2026-001 A2"
    entry = AuditEntry.objects.filter(action="agreement.amended").first()
    assert entry is not None
    assert entry.details["changed"] == {"window_days": [30, 20]}


@pytest.mark.parametrize("ago", [0, 1])
def test_an_amendment_never_begins_in_the_past(
    world: Any, today: datetime.date, ago: int
) -> None:
    with pytest.raises(ValidationError):
        amend(world.agreement, today - ago * DAY, today, window_days=30)
    assert Agreement.objects.count() == 1


def test_a_resignation_goes_with_the_amended_agreement(
    world: Any, today: datetime.date
) -> None:
    agreements.terminate(world.agreement, today + 10 * DAY)
    after = amend(world.agreement, today + 3 * DAY, today, window_days=30)
    assert after.terminated_on == today + 10 * DAY
    assert world.royal.id not in cinemas_in_force(today + 10 * DAY)


def test_the_preview_is_what_then_happens(
    world: Any, coming: PoolRules, today: datetime.date
) -> None:
    agreements.sign(
        Agreement.Kind.OPERATOR_UNION, world.people.klox, "K-1", today - DAY
    )
    found = preview(Choice(), coming.starts_on, today, operator=True)
    assert [one.reference for one in found.changed] == ["K-1", "SCARE-2026-001"]
    words = {change[0]: (*change[1:], count) for change, count in found.differences}
    assert words["Fenêtre d’attribution"] == ("90 jours", "60 jours", 2)
    scare = world.people.users["scare"]
    given = {"operator": True, "seen": found.seen}
    amend_members(Choice(), coming.starts_on, today, scare, **given)
    paid_by = [rate(coming.starts_on - DAY), rate(coming.starts_on)]
    assert [one and one.fee_micros for one in paid_by] == [400, 500]
    told = Mail.objects.filter(template="amendments/amended")
    assert {one.recipient for one in told} == {
        "royal@toile.test",
        "royal_editor@toile.test",
        "klox@toile.test",
    }
    with pytest.raises(ValidationError, match="Rien à changer"):
        amend_members(Choice(), coming.starts_on, today, scare, **given)


def test_only_the_chosen_members_are_amended(
    world: Any, coming: PoolRules, today: datetime.date
) -> None:
    elsewhere = Choice(departements=("21",))
    assert preview(elsewhere, coming.starts_on, today, operator=False).changed == []
    here = Choice(departements=("83",), cinemas=(world.royal.id,))
    assert len(preview(here, coming.starts_on, today, operator=False).changed) == 1


def test_a_stale_preview_changes_nothing_and_shows_what_is(
    world: Any, coming: PoolRules, sign_in: SignIn
) -> None:
    address = "/regles/avenants/"
    given = {"from_day": coming.starts_on.isoformat(), "seen": "0" * 64}
    said = sign_in("scare").post(address, given)
    assert said.status_code == 409
    assert "ont changé depuis l’aperçu" in said.content.decode()
    assert Agreement.objects.count() == 1
    assert Mail.objects.filter(template="amendments/amended").count() == 0


def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(
    world: Any, sign_in: SignIn, today: datetime.date
) -> None:
    given = {
        "starts_on": today.isoformat(),
        "fee": "0,401",
        "basis": "clicks",
        "sharing_rule": "equal",
        "window_days": "400",
        "threshold": "vingt",
        "smallest_cell": "49",
        "smallest_segment": "99",
        "reason": "Décision du bureau 🎬",
    }
    said = sign_in("scare").post("/regles/nouvelle/", given)
    assert said.status_code == 422
    shown = said.content.decode()
    for fault in (
        "Au plus deux chiffres après la virgule",
        "Écrivez un montant en euros",
        "Pas moins de 50",
        "Pas moins de 100",
    ):
        assert fault in shown
    for kept in ("0,401", "vingt", "Décision du bureau 🎬"):
        assert kept in shown
    right = {
        "fee": " 0,50 € ",
        "window_days": "60",
        "threshold": "30",
        "smallest_cell": "50",
        "smallest_segment": "100",
    }
    said = sign_in("scare").post("/regles/nouvelle/", given | right)
    assert "Choisissez un jour à venir" in said.content.decode()
    soon = {"starts_on": (today + DAY).isoformat()}
    said = sign_in("scare").post("/regles/nouvelle/", given | right | soon)
    assert said.status_code == 302
    assert rules_in_force(today + DAY).fee_micros == 500
    said = sign_in("scare").post("/regles/nouvelle/", given | right | soon)
    assert "commence déjà ce jour-là" in said.content.decode()


def test_a_share_of_the_spend_is_written_by_its_own_rate_alone(
    world: Any, sign_in: SignIn, today: datetime.date
) -> None:
    given = {
        "starts_on": (today + datetime.timedelta(days=40)).isoformat(),
        "basis": "spend",
        "fee": "un peu",
        "spend_share": "2,5",
        "sharing_rule": "each",
        "campaign_cap": "1000",
        "window_days": "90",
        "threshold": "25",
        "smallest_cell": "50",
        "smallest_segment": "100",
        "reason": "Assemblée générale",
    }
    union = sign_in("scare")
    without = union.post("/regles/nouvelle/", given | {"spend_share": ""})
    assert without.status_code == 422
    assert "Écrivez le taux de l’assiette choisie." in without.content.decode()
    assert union.post("/regles/nouvelle/", given).status_code == 302
    made = PoolRules.objects.get()
    assert (made.basis, made.fee_micros, made.spend_basis_points) == ("spend", 0, 250)
    assert (made.sharing_rule, made.campaign_cap_micros) == ("each", 10**9)
    assert "2,50\xa0% de la dépense média" in union.get("/regles/").content.decode()
