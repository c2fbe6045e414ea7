"""Programs read the terms by which money is shared."""

from typing import Any

from clock import TODAY
from toile.portal.agreements import services as agreements
from toile.portal.agreements.models import Agreement


def test_the_pool_tells_by_what_agreement_it_is_paid(
    people: Any, token_of: Any, call: Any
) -> None:
    token = token_of("scare")
    assert call("GET", "/pool", token).json()["agreement"] is None
    terms = {
        "basis": "spend",
        "fee_micros": 0,
        "spend_basis_points": 250,
        "sharing_rule": "last",
        "cinema_cap_micros": 500_000_000,
    }
    agreements.sign(
        Agreement.Kind.OPERATOR_UNION, people.klox, "KLOX-7", TODAY, **terms
    )
    told = call("GET", "/pool", token).json()["agreement"]
    assert told["reference"] == "KLOX-7"
    assert {name: told[name] for name in terms} == terms
    assert told["campaign_cap_micros"] == 0


def test_a_cinema_reads_the_terms_that_it_signed(
    world: Any, token_of: Any, call: Any
) -> None:
    agreements.sign(
        Agreement.Kind.UNION_CINEMA,
        world.people.eldorado,
        "ELDORADO-7",
        TODAY,
        cinema=world.eldorado,
        sharing_rule="by_visits",
        campaign_cap_micros=90_000_000,
    )
    path = f"/cinemas/{world.eldorado.id}/balance"
    told = call("GET", path, token_of("eldorado")).json()["agreement"]
    assert told["basis"] == "clicks"
    assert (told["sharing_rule"], told["campaign_cap_micros"]) == (
        "by_visits",
        90_000_000,
    )
