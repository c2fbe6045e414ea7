"""The ads.txt of the inventory: read, kept, shown; and our own sellers.json."""

import json
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from clock import NOON
from inventory.sites import Site, served
from toile.ads.exchanges.adstxt import NOTHING, authorises
from toile.portal.inventory import selectors, services
from toile.portal.inventory.crawler import Answer
from toile.portal.inventory.models import OF_APPS, AdsTxt, Placement, Publisher
from toile.portal.jobs.models import Job
from toile.portal.jobs.runner import Runner

SignIn = Callable[[str], Client]
Status = AdsTxt.Status
FILE = b"""\
equativ.com, 77, DIRECT
equativ.com, 78, RESELLER
regie.example, r-7, DIRECT
OWNERDOMAIN=owner.example
MANAGERDOMAIN=regie.example, FR
broken line
"""


@pytest.fixture
def site() -> Iterator[Site]:
    """A publisher's server with a good file."""
    with served() as made:
        made.says(FILE)
        yield made


@pytest.fixture
def gazette(db: None, site: Site) -> Publisher:
    """The only publisher, whose site is that server."""
    Publisher.objects.all().delete()
    return services.add_publisher("La Gazette", [site.home])


def row() -> AdsTxt:
    return AdsTxt.objects.get(domain="localhost")


def test_a_new_publisher_s_domain_waits_to_be_read(gazette: Publisher) -> None:
    assert (row().status, row().known) == (Status.UNREAD, False)
    assert selectors.ads_txt_files() == {}


def test_whoever_has_apps_has_their_file_read_too(
    gazette: Publisher, site: Site, sign_in: SignIn, people: Any
) -> None:
    services.read_all()
    assert [each.domain for each in AdsTxt.objects.all()] == ["localhost"]
    gazette.bundles = ["fr.gazette.app"]
    gazette.save()
    site.says(b"equativ.com, app-1, DIRECT", path="/app-ads.txt")
    services.read_all()
    apps = AdsTxt.objects.get(domain=f"{OF_APPS}localhost")
    assert (apps.status, apps.host) == (Status.READ, "localhost")
    files = selectors.ads_txt_files()
    assert authorises(files[apps.domain], "equativ.com", "app-1")
    assert not authorises(files["localhost"], "equativ.com", "app-1")
    page = sign_in("klox").get(reverse("inventory:ads_txt_domain", args=[apps.domain]))
    assert page.status_code == 200
    assert "La Gazette" in page.content.decode()
    gazette.bundles = []
    gazette.save()
    services.read_all()
    assert [each.domain for each in AdsTxt.objects.all()] == ["localhost"]


def test_what_is_read_is_kept_until_something_better_comes(
    gazette: Publisher, site: Site
) -> None:
    services.read_all()
    read = row()
    assert (read.status, read.error, bytes(read.body)) == (Status.READ, "", FILE)
    assert read.systems == {"equativ.com": [1, 1], "regie.example": [1, 0]}
    assert read.faults == 1

    site.says(b"<html>down</html>", 503)
    services.read_all()
    failed = row()
    assert (failed.status, failed.read_at) == (Status.FAILED, read.read_at)
    assert failed.tried_at is not None
    assert read.tried_at is not None
    assert failed.tried_at > read.tried_at
    assert "503" in failed.error
    assert authorises(selectors.ads_txt_files()["localhost"], "equativ.com", "77")

    site.says(b"equativ.com, 79, DIRECT")
    services.read_all()
    assert (row().status, row().error) == (Status.READ, "")
    files = selectors.ads_txt_files()
    assert not authorises(files["localhost"], "equativ.com", "77")


def test_a_file_that_is_taken_away_declares_nothing(
    gazette: Publisher, site: Site
) -> None:
    services.read_all()
    site.paths.clear()
    services.read_all()
    assert (row().status, bytes(row().body), row().systems) == (Status.ABSENT, b"", {})
    assert selectors.ads_txt_files() == {"localhost": NOTHING}


def test_a_domain_that_left_the_inventory_is_forgotten(
    gazette: Publisher, world: Any
) -> None:
    services.read_all()
    services.change_publisher(
        gazette, world.people.users["klox"], origins=["https://gazette.invalid"]
    )
    services.read_all(reading=lambda _address: Answer(None))
    assert not AdsTxt.objects.filter(domain="localhost").exists()
    assert AdsTxt.objects.get(domain="gazette.invalid").status == Status.ABSENT


def test_subdomains_of_ours_and_partners_are_read_one_hop_away(db: None) -> None:
    Publisher.objects.all().delete()
    services.add_publisher(
        "Inter", ["https://www.inter.example", "https://podcasts.inter.example"]
    )
    services.add_publisher("Autre", ["https://pages.stranger.example"])
    files = {
        "https://inter.example/ads.txt": b"a.example, 1, DIRECT\n"
        b"SUBDOMAIN=podcasts.inter.example\nSUBDOMAIN=unused.inter.example\n"
        b"SUBDOMAIN=pages.stranger.example\nINVENTORYPARTNERDOMAIN=partner.example\n",
        "https://stranger.example/ads.txt": b"a.example, 4, DIRECT\n",
        "https://podcasts.inter.example/ads.txt": b"a.example, 2, DIRECT\n"
        b"SUBDOMAIN=further.inter.example\n",
        "https://partner.example/ads.txt": b"a.example, 3, DIRECT\n"
        b"INVENTORYPARTNERDOMAIN=second.example\n",
    }
    asked: list[str] = []

    def reading(address: str) -> Answer:
        asked.append(address)
        return Answer(files[address])

    services.read_all(reading=reading)
    assert asked == list(files)[:2] + sorted(list(files)[2:])
    assert set(selectors.ads_txt_files()) == {
        "inter.example",
        "podcasts.inter.example",
        "partner.example",
        "stranger.example",
    }


def test_the_operator_has_them_read_now_and_sees_what_they_say(
    gazette: Publisher, world: Any, sign_in: SignIn
) -> None:
    klox, people = sign_in("klox"), world.people
    by = people.users["klox"]
    services.add_exchange(
        people.klox, by, name="Equativ", slug="eq", system="equativ.com"
    )
    services.add_exchange(people.klox, by, name="Xandr", slug="x", system="xandr.com")
    # What the tests' world brings along has no server.
    Placement.objects.all().delete()
    Publisher.objects.exclude(id=gazette.id).delete()
    page = klox.get(reverse("inventory:ads_txt")).content.decode()
    assert "pas encore lu" in page
    asked = klox.post(reverse("inventory:read_ads_txt"))
    job = Job.objects.get(kind=services.READ_ADS_TXT)
    assert asked.headers["Location"] == reverse("jobs:job", args=[job.id])
    klox.post(reverse("inventory:read_ads_txt"))
    assert Job.objects.filter(kind=services.READ_ADS_TXT).count() == 1
    assert Runner(threading.Event()).look_for_a_job()
    done = klox.get(asked.headers["Location"]).content.decode()
    assert reverse("inventory:ads_txt") in done

    page = klox.get(reverse("inventory:ads_txt")).content.decode()
    assert "Equativ : 1 en direct, 1 en revente – Xandr : absente" in page
    page = klox.get(reverse("inventory:ads_txt_domain", args=["localhost"]))
    said = page.content.decode()
    for word in ("<code>77</code> (direct)", "<code>78</code> (revendeur)"):
        assert word in said
    for word in ("aucun : ne pas y acheter ce site", "broken line", "owner.example"):
        assert word in said
    assert "La Gazette" in said


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(None), "ne publie pas d’ads.txt"),
        (Answer(error="La réponse est 500."), "Aucune bonne copie n’existe"),
    ],
)
def test_a_page_says_what_it_means_that_there_is_no_file(
    world: Any, sign_in: SignIn, answer: Answer, said: str
) -> None:
    services.take_in("gone.example", "https://gone.example/ads.txt", answer, NOON)
    url = reverse("inventory:ads_txt_domain", args=["gone.example"])
    assert said in sign_in("klox").get(url).content.decode()


def test_the_last_good_copy_stays_in_force_and_the_page_says_so(
    world: Any, sign_in: SignIn
) -> None:
    address = "https://gone.example/ads.txt"
    services.take_in("gone.example", address, Answer(FILE), NOON)
    services.take_in("gone.example", address, Answer(error="La réponse est 500."), NOON)
    url = reverse("inventory:ads_txt_domain", args=["gone.example"])
    page = sign_in("klox").get(url).content.decode()
    read_at = date_format(localtime(NOON), "j F Y, H:i")
    assert f"La copie du {read_at} reste en vigueur." in page
    assert sign_in("klox").get("/ads-txt/domaine/unknown.example/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Equativ.com ", "equativ.com"),
        ("https://equativ.com/", "equativ.com"),
        ("", ""),
        ("equativ", None),
        ("not a domain", None),
    ],
)
def test_an_exchange_s_domain_is_written_as_dns_does(
    world: Any, sign_in: SignIn, typed: str, kept: str | None
) -> None:
    given = {"name": "Equativ", "slug": "equativ", "system": typed, "version": "2.6"}
    given |= {"supply_chain": "ignore", "bills": "burl"}
    answer = sign_in("klox").post(reverse("inventory:add_exchange"), given)
    if kept is None:
        assert answer.status_code == 422
        said = answer.content.decode()
        assert "Donnez un nom de domaine" in said
        assert typed in said
        return
    assert [one.system for one in selectors.exchanges()] == [kept]


def test_sellers_json_names_who_is_paid_for_direct_placements(
    world: Any, client: Client
) -> None:
    paused = services.add_publisher("En pause", ["https://www.pause.example"])
    services.add_placement(
        paused, name="A", format="insert", width=1, height=1, status="paused"
    )
    answer = client.get("/sellers.json")
    assert answer.headers["Content-Type"] == "application/json"
    said = json.loads(answer.content)
    assert said["version"] == "1.0"
    assert "@" in said["contact_email"]
    publisher = world.placement.publisher
    assert said["sellers"] == [
        {
            "seller_id": publisher.id,
            "seller_type": "PUBLISHER",
            "name": publisher.organisation.name,
            "domain": selectors.sellers()[0].domain,
        }
    ]
    assert said["sellers"][0]["domain"] in publisher.origins[0]
