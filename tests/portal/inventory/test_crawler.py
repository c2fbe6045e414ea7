"""One ads.txt over real HTTP: what is taken, what is none, what is a fault."""

from collections.abc import Iterator

import pytest

from inventory.sites import Site, served
from toile.ads.exchanges.adstxt import LARGEST_BYTES, parse
from toile.portal.inventory.crawler import Answer, fetch

FILE = b"exchange.example, 1, DIRECT\n"


@pytest.fixture
def site() -> Iterator[Site]:
    """A publisher's server with a good file."""
    with served() as made:
        made.says(FILE)
        yield made


def read(site: Site, **given: float) -> Answer:
    return fetch(f"{site.home}/ads.txt", **given)


def test_a_file_is_read_as_it_was_sent(site: Site) -> None:
    assert read(site) == Answer(FILE)
    assert site.asked == [(f"localhost:{site.port}", "/ads.txt")]


def test_no_file_is_an_answer_and_no_fault(site: Site) -> None:
    site.paths.clear()
    assert read(site) == Answer(None)


@pytest.mark.parametrize(
    ("body", "status", "headers", "said"),
    [
        (FILE, 500, {}, "500"),
        (FILE, 401, {}, "401"),
        (FILE, 410, {}, "410"),
        (FILE, 200, {"Content_Type": "text/html; charset=utf-8"}, "text/html"),
        (FILE, 200, {"Content_Encoding": "gzip"}, "comprimée"),
        (b"<html>" + FILE, 200, {}, "une page"),
        (b"", 200, {}, "aucune ligne"),
        (b"# nothing yet\nCONTACT=a@b.example\n", 200, {}, "aucune ligne"),
        (b"\x00\xff" * 100, 200, {}, "aucune ligne"),
    ],
)
def test_other_answers_are_faults(
    site: Site, body: bytes, status: int, headers: dict[str, str], said: str
) -> None:
    site.says(body, status, **headers)
    answer = read(site)
    assert answer.body is None
    assert said in answer.error


def test_a_file_that_says_no_type_is_read(site: Site) -> None:
    site.paths["/ads.txt"] = (200, {}, FILE)
    assert read(site) == Answer(FILE)


def test_redirects_within_the_domain_are_followed(site: Site) -> None:
    site.moves("/ads.txt", "/a", 302)
    site.moves("/a", f"{site.home}/b", 307)
    site.moves("/b", "c.txt", 301)
    site.says(FILE, path="/c.txt")
    assert read(site) == Answer(FILE)


def test_one_hop_out_of_the_domain_is_followed_and_no_second(site: Site) -> None:
    site.moves("/ads.txt", "/away")
    site.moves("/away", f"{site.elsewhere}/theirs.txt")
    site.says(FILE, path="/theirs.txt")
    assert read(site) == Answer(FILE)
    for further in ("/on.txt", f"{site.home}/back.txt"):
        site.moves("/theirs.txt", further)
        site.says(FILE, path=further.removeprefix(site.home))
        assert "redirection hors du domaine" in read(site).error


@pytest.mark.parametrize(
    "there",
    [
        "/ads.txt",
        "http://10.0.0.1/ads.txt",
        "http://169.254.169.254/latest/meta-data",
        "https://10.0.0.1/ads.txt",
        "file:///etc/passwd",
        "http://[::1",
        "http://user:secret@localhost/",
        "javascript:alert(1)",
        "",
    ],
)
def test_a_redirect_leads_round_in_circles_or_into_the_house_for_nobody(
    site: Site, there: str
) -> None:
    site.moves("/ads.txt", there)
    answer = read(site)
    assert answer.body is None
    assert answer.error


def test_a_server_that_drips_is_left(site: Site) -> None:
    site.says(FILE * 1_000)
    site.pause = 0.01
    assert read(site, seconds=0.1).error == "Pas de réponse à temps."


def test_a_huge_file_is_read_as_far_as_its_bound(site: Site) -> None:
    site.says(FILE + b"#" * LARGEST_BYTES + b"\n" + b"other.example, 2, DIRECT\n")
    body = read(site).body
    assert body is not None
    assert len(body) == LARGEST_BYTES + 1
    assert parse(body).truncated


def test_a_server_that_is_not_there_is_a_fault(site: Site) -> None:
    with served() as other:
        gone = f"{other.home}/ads.txt"
    assert fetch(gone).error.startswith("Injoignable")
    assert fetch("https://no-such-name.invalid/ads.txt").error
