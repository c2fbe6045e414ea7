"""The lists of films are read with their dirt, joined, and searched."""

import doctest

import pytest

from toile.portal.films.catalogue import names
from toile.portal.films.catalogue.importing import import_list
from toile.portal.films.catalogue.reading import UnknownListError, read
from toile.portal.films.catalogue.searching import search
from toile.portal.films.models import FilmRecord

CNC = (
    "VISA;TITRE;REALISATEUR;PRODUCTEURS;DEVIS;Date\r\n"
    "146225;Cold war;PAWLIKOWSKI Pawel;MK;5 090 065,00;2018\r\n"
    "149290;Ahmed;DARDENNE Jean-Pierre,DARDENNE Luc;X;1;2018\r\n"
    "125891;LES  HÉRITIERS;MENTION-SCHAAR Marie-Castille;X;1;2013\r\n"
    "125891;LES  HÉRITIERS;MENTION-SCHAAR Marie-Castille;X;1;2013\r\n"
    ";;;;;2010\r\n"
).encode()
ALLOCINE = (
    "allocine_id,title,year,duration_min,countries,lists,url\n"
    "240850,Cold War,2018,87,Pologne,x,u\n"
    "x,Sans numéro,2018,1,,,\n"
).encode()


@pytest.fixture
def imported(db: None) -> None:
    import_list(CNC, "cnc.csv")
    import_list(ALLOCINE, "allocine.csv")


def test_names_are_turned_round_and_titles_tidied() -> None:
    assert doctest.testmod(names).failed == 0
    assert names.title_of("Fille inconnue (la)") == "La Fille inconnue"
    assert names.folded("L’Œuvre  au Noir !") == "l oeuvre au noir"


def test_a_bad_row_is_told_and_stops_no_other() -> None:
    found = read(CNC)
    assert len(found.facts) == 4
    assert found.faults == ["ligne 6 : pas de titre"]
    assert found.facts[2].title == "Les héritiers"
    assert found.facts[1].director == "Jean-Pierre Dardenne, Luc Dardenne"


def test_a_file_of_other_columns_is_no_list() -> None:
    with pytest.raises(UnknownListError, match="VISA"):
        read(b"nom;prenom\nx;y\n")
    with pytest.raises(UnknownListError):
        read(b"")


@pytest.mark.usefixtures("imported")
def test_both_lists_make_one_record_of_one_film() -> None:
    assert FilmRecord.objects.count() == 3
    cold = FilmRecord.objects.get(visa="146225")
    assert (cold.allocine_id, cold.director) == (240850, "Pawel Pawlikowski")


@pytest.mark.usefixtures("imported")
def test_the_same_list_again_changes_nothing() -> None:
    again = import_list(CNC, "cnc.csv")
    assert (again.made, again.changed, again.twice) == (0, 0, 1)


@pytest.mark.usefixtures("imported")
@pytest.mark.parametrize(
    "words", ["heritiers", "LES HÉRI", "mention schaar", "héri 🎬"]
)
def test_a_film_is_found_by_title_or_director(words: str) -> None:
    assert [one.visa for one in search(words)] == ["125891"]


@pytest.mark.usefixtures("imported")
@pytest.mark.parametrize("words", ["", " ", "x", "🎬", "%", "_", "zzz", "a" * 5_000])
def test_nonsense_finds_nothing(words: str) -> None:
    assert search(words) == []
