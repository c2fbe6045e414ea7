"""The dirt of tills and lists: what is the same film is found to be, nothing else."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toile.portal.showtimes.matching.catalogue import NOTHING, Catalogue, Entry
from toile.portal.showtimes.matching.likeness import Likeness
from toile.portal.showtimes.matching.names import people_of, title_key

OMBRE = Entry("1", 254025, "L'Ombre de Staline", "Agnieszka Holland", 2019)
CATALOGUE = Catalogue(
    [
        OMBRE,
        Entry("2", 2, "Le Corset", "Louis Clichy", 2026),
        Entry("3", 3, "Funny Games", "Michael Haneke", 1997),
        Entry("4", 4, "Funny Games", "Michael Haneke", 2007),
        Entry("5", 5, "La Bataille de Gaulle, l'âge de fer", "Antonin Baudry", 2026),
        Entry("6", 6, "Sans réalisation", "", 2026),
        Entry("7", 7, "Hair, Paper, Water…", "Nicolas Graux, Minh Quý Trương", 2025),
        Entry("8", 8, "Coédition", "Lila Pinell"),
        Entry("9", 8, "Coédition", "Lila Pinell"),
    ]
)

# From the feed itself (films/scare-films-sample) and the CNC's list of films.
SAME_TITLE = [
    ("L Inconnue", "L'Inconnue"),
    ("LInconnue", "L’Inconnue"),
    ("INCONNUE (L')", "L'Inconnue"),
    ("Inconnue, L'", "L'Inconnue"),
    ("OMBRE DE STALINE (L')", "L'Ombre de Staline"),
    ("VIE DEVANT SOI (LA)", "La Vie devant soi"),
    ("Spider Man Brand New Day", "Spider-Man: Brand New Day"),
    ("De La Comedie Francaise", "De la Comédie-Française"),
    ("Fjord VOST", "Fjord"),
    ("Fjord (VOSTFR)", "FJORD"),
    ("Bait - VO", "Bait"),
    ("Soudain (2026)", "Soudain"),
    ("Le cœur & l'esprit", "Le Coeur et l Esprit"),
    ("  L'Odyssée ", "L'Odyssee 3D"),
]
OTHER_TITLE = [
    ("L'Inconnue", "L'Inconnu"),
    ("Alien", "Aliens"),
    ("Rocky II", "Rocky III"),
    ("VF", "VO"),
    ("La Vie", "Le Vie"),
]


@pytest.mark.parametrize(("one", "other"), SAME_TITLE)
def test_two_writings_of_a_title_are_one(one: str, other: str) -> None:
    assert title_key(one) == title_key(other) != ""


@pytest.mark.parametrize(("one", "other"), OTHER_TITLE)
def test_two_titles_are_two(one: str, other: str) -> None:
    assert title_key(one) != title_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GRAUX Nicolas", "Nicolas Graux"),
        ("Antonin BAUDRY", "antonin baudry"),
        ("Bertrand USCLAT et Martin DARONDEAU", "Martin Darondeau, Bertrand Usclat"),
        ("Ryûsuke Hamaguchi", "HAMAGUCHI Ryusuke"),
        ("Lukas Dhont / Angelo Tijssens", "Angelo Tijssens & Lukas Dhont"),
        ("NC", ""),
        ("Inconnu", " "),
    ],
)
def test_two_writings_of_directors_are_one(one: str, other: str) -> None:
    assert people_of(one) == people_of(other)


@pytest.mark.parametrize(
    ("title", "director", "likeness", "film"),
    [
        ("L Ombre De Staline", "HOLLAND Agnieszka", Likeness.SAME, "1"),
        ("OMBRE DE STALINE (L')", "Agnieszka Holland", Likeness.SAME, "1"),
        ("Hair Paper Water", "GRAUX Nicolas", Likeness.SAME, "7"),
        ("Coédition", "Lila Pinell", Likeness.SAME, "8"),
        ("L'Ombre de Staline", "", Likeness.NO_DIRECTOR, "1"),
        ("L'Ombre de Staline", "NC", Likeness.NO_DIRECTOR, "1"),
        ("Sans réalisation", "Qui que ce soit", Likeness.NO_DIRECTOR, "6"),
        ("L'Ombre de Staline", "A. Holland", Likeness.INITIALS, "1"),
        ("L'Ombre de Staline", "Holland", Likeness.INITIALS, "1"),
        ("Funny Games", "Michael Haneke", Likeness.SEVERAL, "3"),
        ("La Bataille de Gaulle", "Antonin BAUDRY", Likeness.LIKE_TITLE, "5"),
        ("L'Ombre de Stalin", "Agnieszka Holland", Likeness.LIKE_TITLE, "1"),
        ("L'Ombre de Staline", "Jean Dupont", Likeness.NONE, None),
        ("L'Ombre d'un doute", "Alfred Hitchcock", Likeness.NONE, None),
        ("Green Border", "Agnieszka Holland", Likeness.NONE, None),
        ("…", "Agnieszka Holland", Likeness.NONE, None),
    ],
)
def test_a_film_is_found_or_left_to_a_person(
    title: str, director: str, likeness: Likeness, film: str | None
) -> None:
    found = CATALOGUE.find(title, director)
    assert (found.likeness, found.film) == (likeness, film)
    assert found.sure == (likeness is Likeness.SAME)


def test_the_year_tells_films_of_one_name_apart() -> None:
    assert CATALOGUE.find("Funny Games", "Michael Haneke", 2007).film == "4"
    assert CATALOGUE.find("Funny Games", "Michael Haneke", 2008).sure
    assert not CATALOGUE.find("Funny Games", "Michael Haneke", 2015).sure
    other = CATALOGUE.find("L'Ombre de Staline", "Agnieszka Holland", 1990)
    assert other.likeness is Likeness.OTHER_YEAR


WORDS = st.text(
    st.characters(categories=["L", "Nd"], exclude_characters="ʼ"), min_size=1
)
TITLES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
Dirt = Callable[[str], str]
DIRT: list[Dirt] = [
    str.upper,
    str.lower,
    str.title,
    lambda title: f"  {title} ",
    lambda title: title.replace(" ", "  "),
    lambda title: title.replace(" ", "-"),
    lambda title: title.replace(" ", " : "),
    lambda title: f"{title} (VOST)",
]


@given(st.text())
def test_any_title_has_a_key_of_letters_that_is_its_own_key(title: str) -> None:
    key = title_key(title)
    assert key == "" or key.isalnum()
    assert title_key(title) == key


@given(TITLES.filter(lambda title: title.isascii()), st.sampled_from(DIRT))
def test_dirt_leaves_an_ascii_title_what_it_is(title: str, dirt: Dirt) -> None:
    assert title_key(dirt(title)) == title_key(title)


@given(st.lists(TITLES, min_size=1, max_size=3), st.randoms())
def test_the_order_of_names_does_not_matter(names: list[str], random: object) -> None:
    shuffled = [name.split() for name in names]
    for words in shuffled:
        random.shuffle(words)  # type: ignore[attr-defined]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    turned = " / ".join(" ".join(words) for words in shuffled)
    assert people_of(" / ".join(names)) == people_of(turned)


@given(st.text(), st.text(), st.none() | st.integers(1895, 2100))
def test_no_verdict_is_sure_without_the_same_title_and_a_director(
    title: str, director: str, year: int | None
) -> None:
    found = CATALOGUE.find(title, director, year)
    if found.sure:
        assert people_of(director)
        assert title_key(title)
    if found.film is None:
        assert found == NOTHING
