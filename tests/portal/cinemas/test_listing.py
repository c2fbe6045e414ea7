"""The CNC's list: read with its defects, searched as people write."""

import os
from pathlib import Path

import pytest

from toile.portal.accounts.models import Organisation
from toile.portal.cinemas import services as cinemas
from toile.portal.cinemas.listing import FACTS, read_cnc, read_facts, write_facts
from toile.portal.cinemas.models import ListedCinema
from toile.portal.cinemas.search import readable, search, whom_to_ask

HEAD = (
    "régionCNC;N° auto;nom;adresse;code INSEE;commune;DEP;écrans;fauteuils;"
    "catégorie Art et Essai;label Art et Essai;latitude;longitude"
)
ROYAL = "7;429951;LE ROYAL;2 RUE BERTRAND;83137;Toulon;83;3.0;421.0;B;RDJPPR;43.12;5.93"
SIGNES = "7;725480;CINEMED;X;83127;Signes;83;1.0;;NON;;47.765;-0.325"
STE = "9;77;CINE STE ANNE;;2A004;Ajaccio;2A;1.0;90.0;E;;41.92;8.73"
FILE = "\n".join(
    ["\ufeff" + HEAD, ROYAL, SIGNES, STE, ROYAL, "7;;SANS NUMERO;;83137;Toulon;83;1.0"]
    + [
        f"7;{900 + at};SALLE {at};;83{at:03};Hyères;83;1;;NON;;43.1;6.1"
        for at in (1, 2)
    ]
)
REAL = os.environ.get("TOILE_TEST_CNC", "")


def test_the_file_is_read_with_its_defects() -> None:
    reading = read_cnc(FILE)
    royal, signes, corsican = reading.cinemas[:3]
    assert (royal.number, royal.screens, royal.seats) == ("429951", 3, 421)
    assert (royal.departement, corsican.departement) == ("83", "2A")
    assert (signes.category, signes.seats) == ("", 0)
    assert (signes.latitude, signes.longitude) == (None, None)
    assert [fault.partition(":")[0] for fault in reading.faults] == [
        "line 5",
        "line 6",
        "CINEMED, Signes (83)",
    ]


def test_another_file_is_refused_in_words() -> None:
    reading = read_cnc("a;b\n1;2\n")
    assert reading.cinemas == []
    assert "is it the CNC's file?" in reading.faults[0]


def test_the_real_file_loses_the_points_that_lie_wrong_alone() -> None:
    if not REAL:
        pytest.skip("set TOILE_TEST_CNC to the CNC's file of 31.12.2022")
    reading = read_cnc(Path(REAL).read_text(encoding="utf-8-sig"))
    assert len(reading.cinemas) == 2061
    assert len(reading.faults) == 7
    kept = [one for one in reading.cinemas if one.category]
    assert write_facts(kept) == FACTS.read_text(encoding="utf-8")


def test_the_facts_that_come_along_are_small_and_complete() -> None:
    facts = read_facts()
    assert FACTS.stat().st_size < 120_000
    assert len(facts) == 1264
    assert all(one.category and one.departement for one in facts)


@pytest.mark.django_db
def test_an_empty_list_is_filled_once() -> None:
    assert cinemas.load_facts_once() == 1264
    assert cinemas.load_facts_once() == 0


@pytest.fixture
def listed(db: None) -> None:
    cinemas.put_list(read_cnc(FILE).cinemas, whole=True)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("royal toulon", "429951"),
        ("  ROYAL   Toul ", "429951"),
        ("429951", "429951"),
        ("7429951", "429951"),
        ("Sainte-Anne", "77"),
        ("ste anne", "77"),
        ("Hyères salle 2", "902"),
    ],
)
def test_people_find_their_cinema_as_they_write_it(
    listed: None, words: str, number: str
) -> None:
    assert [one.listed.number for one in search(words).found] == [number]


@pytest.mark.parametrize("words", ["oyal", "🎬 cinéma", "' OR 1=1 --", "x" * 5000])
def test_what_is_not_there_is_not_found(listed: None, words: str) -> None:
    assert search(words).found == []


def test_art_et_essai_comes_first_and_a_departement_narrows(listed: None) -> None:
    assert search("", "83").found[0].listed.number == "429951"
    assert len(search("", "2A").found) == 1


def test_a_list_read_anew_replaces_the_old_one(listed: None) -> None:
    cinemas.put_list(read_cnc("\n".join([HEAD, ROYAL])).cinemas, whole=True)
    assert [row.number for row in ListedCinema.objects.all()] == ["429951"]


def test_a_member_is_told_with_whom_to_ask(
    listed: None, people: object, django_assert_max_num_queries: object
) -> None:
    royal = Organisation.objects.get(slug="royal")
    cinemas.add_cinema(royal, name="Le Royal", commune="Toulon", cnc_number="429951")
    with django_assert_max_num_queries(2):  # type: ignore[operator]
        (found,) = search("royal").found
    assert found.member is not None
    assert [one.user.email for one in whom_to_ask(found.member)] == ["royal@toile.test"]


def test_capitals_become_a_name() -> None:
    assert readable("LE CINEMA DU PANTHEON") == "Le Cinema du Pantheon"
    assert readable("Le Méliès Jean-Jaurès") == "Le Méliès Jean-Jaurès"
