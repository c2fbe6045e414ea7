"""Whatever people paste of Allociné is read, and nothing else is taken for a page."""

import pytest
from django.core.exceptions import ValidationError

from toile.portal.films.allocine import page_of, read_page


@pytest.mark.parametrize(
    "pasted",
    [
        "https://www.allocine.fr/film/fichefilm_gen_cfilm=265414.html",
        "http://www.allocine.fr/film/fichefilm_gen_cfilm=265414.html",
        "  www.allocine.fr/film/fichefilm_gen_cfilm=265414.html \n",
        "allocine.fr/film/fichefilm_gen_cfilm=265414.html?utm_source=x#y",
        "https://www.allocine.fr/film/fichefilm-265414/seances/",
        "https://www.allocine.fr/film/fichefilm-265414/critiques/spectateurs/",
        "https://m.allocine.fr/film/fichefilm_gen_cfilm=265414.html",
        "https://WWW.ALLOCINE.FR/film/fichefilm_gen_cfilm=265414.html",
        "https://www.allocine.fr/film/fichefilm.html?cfilm=265414",
        "265414",
        "265 414",
        "265\u202f414",
    ],
)
def test_each_way_of_writing_a_page_gives_its_number(pasted: str) -> None:
    assert read_page(pasted) == 265414


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("https://allocine.example/film/fichefilm_gen_cfilm=265414.html", "mène à"),
        ("https://www.allocine.fr.pirate.example/film/x", "mène à"),
        ("https://www.allocine.fr@pirate.example/film/x", "mène à"),
        ("ftp://www.allocine.fr/film/fichefilm_gen_cfilm=1.html", "mène à"),
        ("javascript:alert(1)", "se lit mal"),
        ("https://www.allocine.fr/seance/salle_gen_csalle=P0052.html", "d’un cinéma"),
        ("https://www.allocine.fr/personne/fichepersonne_gen=1.html", "d’une personne"),
        ("https://www.allocine.fr/film/", "n’est pas celle d’un film"),
        ("https://www.allocine.fr/film/fichefilm_gen_cfilm=0.html", "ne commence pas"),
        ("99999999", "sept chiffres"),
        ("0", "ne commence pas"),
        ("٣٤٥", "sept chiffres"),
        ("L’Ombre de Staline", "se lit mal"),
        ("🎬", "se lit mal"),
        ("https://[::1", "se lit mal"),
        ("https://www.allocine.fr:x/film/", "se lit mal"),
    ],
)
def test_what_is_no_film_page_is_named(pasted: str, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        read_page(pasted)
    assert said in " ".join(refused.value.messages)


def test_a_page_that_is_written_is_read_again() -> None:
    assert read_page(page_of(1)) == 1
