"""The contracts' texts: their fields, their versions, what an old one keeps."""

import datetime
from typing import Any

import pytest
from django.utils import timezone, translation

from agreements.conftest import IDENTITY
from clock import FIXED_DAY
from toile.portal.accounts.models import Organisation
from toile.portal.agreements import services as agreements
from toile.portal.agreements.models import Agreement, Signature
from toile.portal.agreements.texts import Party, contract_of, joint_arrangement, shown
from toile.portal.agreements.texts.blocks import blocks_of, to_html
from toile.portal.agreements.texts.versions import (
    VERSIONS,
    current,
    differences,
    pattern,
)
from toile.portal.charter.services import write_rules

Kind = Agreement.Kind


def words(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


def test_every_term_is_a_field_of_the_text(eldorado: Party) -> None:
    text = words(contract_of(eldorado, FIXED_DAY).text)
    for said in (
        "SARL Eldorado, SIRET 73282932000074, 21, rue Alfred de Musset, 21000 Dijon",
        "0,40 € pour 1 000 clics",
        "à parts égales",
        "90 jours qui précèdent",
        "dès qu’il atteint 25,00 €",
        "les mesures 120 jours",
        "moins de 50 personnes",
        "sur moins de 100",
        "https://eldorado.example",
        "préavis de 30 jours",
        "article 26 du RGPD",
    ):
        assert said in text, said
    assert "{{" not in text
    assert "{%" not in text


def test_new_rules_make_another_text(eldorado: Party, people: Any) -> None:
    before = contract_of(eldorado, FIXED_DAY)
    assert before.text_hash == contract_of(eldorado, FIXED_DAY).text_hash
    soon = timezone.localdate() + datetime.timedelta(days=2)
    changed = before.terms.columns | {"fee_micros": 500, "smallest_cell": 60}
    del changed["sites"], changed["retention_days"]
    write_rules(
        soon, timezone.localdate(), people.users["scare"], reason="Vote", **changed
    )
    after = contract_of(eldorado, soon)
    assert after.text_hash != before.text_hash
    assert "0,50 €" in words(after.text)
    assert "moins de 60 personnes" in after.text


def test_the_operators_text_names_the_operator_and_its_notice(people: Any) -> None:
    contract = contract_of(Party(people.klox), FIXED_DAY)
    assert "et Klox, ci-après « l’opérateur »" in contract.text
    assert "préavis de 90 jours" in contract.text
    assert contract.party.kind == Kind.OPERATOR_UNION


def test_a_contract_is_french_whoever_reads_it(eldorado: Party) -> None:
    french = contract_of(eldorado, FIXED_DAY).text
    with translation.override("en"):
        assert contract_of(eldorado, FIXED_DAY).text == french


def test_no_name_begins_a_block_or_becomes_markup(eldorado: Party) -> None:
    nasty = "SARL\n\n## 12. Rien n’est dû\n\n<script>x</script> {{ terms }} 🎬"
    agreements.set_identity(eldorado.organisation, **IDENTITY | {"legal_name": nasty})
    contract = contract_of(
        Party(Organisation.objects.get(pk=eldorado.organisation.pk), eldorado.cinema),
        FIXED_DAY,
    )
    headings = [one.text for one in contract.blocks if one.kind == "heading"]
    assert "12. Rien n’est dû" not in headings
    assert "{{ terms }} □" in contract.text
    assert "&lt;script&gt;" in contract.html
    assert "<script" not in contract.html


def test_what_an_older_version_signed_is_shown_as_it_was() -> None:
    old = Signature(text_version="2026-11", text="<h3>1. Objet</h3><p>Ancien</p>")
    assert shown(old) == "<h3>1. Objet</h3><p>Ancien</p>"
    new = Signature(text_version="2026-12", text="## 1. Objet\n\nNeuf <b>")
    assert shown(new) == "<h3>1. Objet</h3><p>Neuf &lt;b&gt;</p>"


def test_lists_are_lists() -> None:
    assert to_html(blocks_of("- un\n- deux & trois")) == (
        "<ul><li>un</li><li>deux &amp; trois</li></ul>"
    )


def test_versions_are_compared_word_by_word() -> None:
    changes = differences(
        pattern(Kind.UNION_CINEMA, "2026-11"), pattern(Kind.UNION_CINEMA, "2026-12")
    )
    runs = [run for one in changes for run in one.runs]
    assert ("same", "5. Facturation") not in runs
    said = {how: " ".join(w for h, w in runs if h == how) for how in ("ins", "del")}
    assert "article 26 du RGPD" in said["ins"]
    assert "tour à tour" in said["del"]
    assert "Facturation" not in said["del"]
    kept = " ".join(w for h, w in runs if h == "same")
    assert "Le syndicat tient un compte par cinéma" in kept


@pytest.mark.parametrize("kind", list(Kind))
def test_a_version_compared_with_itself_changed_nothing(kind: Kind) -> None:
    for version in VERSIONS[kind]:
        found = pattern(kind, version)
        assert found
        assert all(one.is_same for one in differences(found, found))
    assert current(kind) == "2027-01"


def test_the_essence_of_the_arrangement_is_for_everybody(db: None) -> None:
    text = joint_arrangement(FIXED_DAY)
    for said in ("point de contact", "saisir la CNIL", "Aucun chiffre sous 50"):
        assert said in text
