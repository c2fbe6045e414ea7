"""What was chosen of money is what contracts, pages and forms say."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from clock import TODAY
from toile.portal.agreements.texts import Party, contract_of
from toile.portal.charter.models import PoolRules
from toile.portal.charter.selectors import Rules
from toile.portal.charter.sentences import (
    caps_sentence,
    rate_sentence,
    sharing_sentence,
)
from toile.portal.charter.terms import SharingRule
from toile.portal.charter.words import (
    described_terms,
    rule_explained,
    told_to_visitors,
)
from toile.portal.ui.fields import PercentField

TERMS = Rules().terms
SPEND = TERMS | {"basis": "spend", "fee_micros": 0, "spend_basis_points": 250}
SHOWN = TERMS | {
    "basis": "impressions",
    "fee_micros": 0,
    "impression_fee_micros": 100_000,
}


def words(text: object) -> str:
    return str(text).replace("\xa0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("rule", "contract", "visitor"),
    [
        ("equal", "est partagée à parts égales", "partagés à parts égales"),
        ("last", "revient au cinéma membre", "avez consulté en dernier"),
        ("by_visits", "en proportion des pages", "selon les pages"),
        ("each", "est due en entier à chacun", "à chacun des cinémas"),
    ],
)
def test_each_rule_has_its_own_words(rule: str, contract: str, visitor: str) -> None:
    with translation.override("fr"):
        assert contract in sharing_sentence(rule, 90)
        assert visitor in told_to_visitors(TERMS | {"sharing_rule": rule})
        assert len({rule_explained(one) for one in SharingRule}) == len(SharingRule)
    # By "each" the parts sum to more than one fee.
    said = "La somme des parts est toujours égale" in sharing_sentence(rule, 90)
    assert said == (rule != "each")


@pytest.mark.parametrize(
    ("terms", "contract", "page"),
    [
        (TERMS, "0,40 € pour 1 000 clics", "0,40 € pour 1000 clics rémunérés"),
        (SPEND, "2,50 % de ce que les campagnes", "2,50 % de la dépense média"),
        (SHOWN, "0,10 € pour 1 000 annonces", "0,10 € pour 1000 impressions"),
    ],
)
def test_each_basis_has_its_own_words(
    terms: dict[str, Any], contract: str, page: str
) -> None:
    with translation.override("fr"):
        assert contract in words(rate_sentence(terms))
        assert page in words(described_terms(terms)[0][1])


def test_caps_say_who_keeps_what_is_cut() -> None:
    with translation.override("fr"):
        assert caps_sentence(TERMS) == "Aucun plafond n’est convenu."
        both = TERMS | {"cinema_cap_micros": 10**8, "campaign_cap_micros": 10**9}
        said = words(caps_sentence(both))
    assert "Une campagne doit au plus 1 000,00 € par mois" in said
    assert "reste dû au syndicat" in said


def test_a_contract_follows_the_rules_of_its_day(people: Any) -> None:
    PoolRules.objects.create(
        **SPEND | {"sharing_rule": "last"},
        starts_on=TODAY,
        smallest_cell=50,
        smallest_segment=100,
        reason="Vote",
        made_at="2026-01-01T00:00Z",
    )
    text = words(contract_of(Party(people.klox), TODAY).text)
    assert "2,50 % de ce que les campagnes dépensent" in text
    assert "revient au cinéma membre que la personne a visité en dernier" in text
    assert "{{" not in text


@pytest.mark.parametrize(
    ("typed", "points"),
    [("2,5", 250), ("2.50 %", 250), ("100", 10_000), ("0,01", 1), ("", None)],
)
def test_a_share_is_read_as_people_write_it(typed: str, points: int | None) -> None:
    assert PercentField(required=False).clean(typed) == points


@pytest.mark.parametrize("typed", ["0", "100,01", "2,505", "-1", "beaucoup", "NaN"])
def test_what_is_no_share_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        PercentField(required=False).clean(typed)
