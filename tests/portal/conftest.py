"""The people of the portal's tests: the Royal, the Eldorado, Condor, SCARE, Klox."""

import datetime
import io
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest
from django.test import Client
from PIL import Image
from playwright.sync_api import sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from clock import NOON
from emptying import empty_the_database
from journeys import Journey
from permission_rows import Given, Stage
from permission_rows.audiences import ROLES
from portal_stage import MODULES
from toile.ads.keys import AdsKeys
from toile.portal.accounts import services as accounts
from toile.portal.accounts.models import Membership, Organisation, User
from toile.portal.agreements import services as agreements
from toile.portal.agreements.models import Agreement
from toile.portal.agreements.sealing import make_seal, seal_passphrase
from toile.portal.approvals import services as approvals
from toile.portal.approvals.models import Approval
from toile.portal.campaigns import services as campaigns
from toile.portal.campaigns.models import Campaign, Creative, LineItem
from toile.portal.cinemas import services as cinemas
from toile.portal.cinemas.models import Cinema, Site
from toile.portal.control.room import WATCH
from toile.portal.films import services as films
from toile.portal.films.models import Film
from toile.portal.inventory import services as inventory
from toile.portal.inventory.models import Placement
from toile.wire.tokens import Sealer


@dataclass(frozen=True)
class People:
    """Who is who: one owner an organisation; editors and viewers at some of them."""

    scare: Organisation
    klox: Organisation
    royal: Organisation
    eldorado: Organisation
    condor: Organisation
    other_distributor: Organisation
    inter: Organisation
    users: dict[str, User]


@dataclass(frozen=True)
class World:
    """The Royal under agreement, and Condor's campaign with the pool's option."""

    people: People
    royal: Cinema
    eldorado: Cinema
    site: Site
    agreement: Agreement
    film: Film
    placement: Placement
    campaign: Campaign
    line: LineItem
    creative: Creative


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    """A media folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture(autouse=True)
def watch() -> None:
    """A control room that has not looked at an earlier test's database yet."""
    WATCH.forget()


@pytest.fixture(scope="session")
def seal_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The union's seal, made once a run."""
    file = tmp_path_factory.mktemp("seal") / "seal.p12"
    passphrase = seal_passphrase("of the tests", "")
    make_seal(file, passphrase, "SCARE", NOON - datetime.timedelta(days=400))
    return file


@pytest.fixture(autouse=True)
def why_sealer(settings: Settings, tmp_path: Path, seal_file: Path) -> Sealer:
    """The operator's key file, and what seals with its why-key."""
    keys = AdsKeys(
        token="11" * 32,
        why="22" * 32,
        door="33" * 32,
        partners="44" * 32,
        exchanges="55" * 32,
    )
    file = tmp_path / "ads.json"
    file.write_bytes(msgspec.json.encode(keys))
    # Most people of the tests hold no second factor; accounts/ tests who must.
    settings.TOILE = msgspec.structs.replace(
        settings.TOILE,
        ads_keys=file,
        site_pictures=tmp_path / "pictures",
        two_factor_required=False,
        seal=seal_file,
        seal_passphrase="of the tests",
    )
    return Sealer(bytes.fromhex(keys.why))


@pytest.fixture
def make_image() -> Callable[..., bytes]:
    """Draw an image of the wanted format and size."""

    def make(kind: str = "JPEG", width: int = 300, height: int = 250) -> bytes:
        picture = Image.new("RGB", (width, height), (28, 24, 60))
        out = io.BytesIO()
        picture.save(out, kind)
        return out.getvalue()

    return make


@pytest.fixture
def people(db: None) -> People:
    """Every organisation of the story, each with its owner."""
    kinds = Organisation.Kind
    made = {
        "scare": accounts.add_organisation(kinds.UNION, "SCARE", "scare"),
        "klox": accounts.add_organisation(kinds.OPERATOR, "Klox", "klox"),
        "royal": accounts.add_organisation(kinds.CINEMA, "Le Royal", "royal"),
        "eldorado": accounts.add_organisation(kinds.CINEMA, "Eldorado", "eldorado"),
        "condor": accounts.add_organisation(kinds.DISTRIBUTOR, "Condor", "condor"),
        "other_distributor": accounts.add_organisation(
            kinds.DISTRIBUTOR, "Météore", "meteore"
        ),
        "inter": accounts.add_organisation(kinds.PUBLISHER, "France Inter", "inter"),
    }
    users = {}
    for name, organisation in made.items():
        users[name] = accounts.add_person(f"{name}@toile.test", f"Owner of {name}")
        accounts.add_membership(users[name], organisation, Membership.Role.OWNER)
    for name in ("royal", "condor", "scare"):
        for role in (Membership.Role.EDITOR, Membership.Role.VIEWER):
            person = f"{name}_{role}"
            users[person] = accounts.add_person(f"{person}@toile.test", person)
            accounts.add_membership(users[person], made[name], role)
    users["nobody"] = accounts.add_person("nobody@toile.test", "Nobody")
    return People(users=users, **made)


@pytest.fixture
def decide(people: People) -> Callable[[str], None]:
    """Let SCARE approve whatever waits about a subject."""

    def approve(subject_id: str) -> None:
        for waiting in Approval.objects.filter(subject_id=subject_id, status="pending"):
            approvals.approve(waiting.id, people.users["scare"])

    return approve


@pytest.fixture
def world(
    people: People, decide: Callable[[str], None], make_image: Callable[..., bytes]
) -> World:
    """Condor's campaign for L'Ombre de Staline, ready to be submitted."""
    royal = cinemas.add_cinema(
        people.royal,
        name="Le Royal",
        commune="Toulon",
        postal_code="83000",
        departement="83",
        cnc_number="6001234",
    )
    eldorado = cinemas.add_cinema(people.eldorado, name="Eldorado", commune="Dijon")
    film = films.add_film(
        people.condor, title="L'Ombre de Staline", allocine_id=265414, year=2019
    )
    for subject in (royal, eldorado, film):
        decide(subject.id)
    publisher = inventory.add_publisher(
        "France Inter", ["https://franceinter.example"], organisation=people.inter
    )
    placement = inventory.add_placement(
        publisher, name="Encart", format="insert", width=300, height=250
    )
    campaign = campaigns.add_campaign(people.condor, film, "Sortie nationale")
    flight = campaigns.add_flight(
        campaign,
        "Semaine 1",
        NOON - datetime.timedelta(days=7),
        NOON + datetime.timedelta(days=7),
    )
    line = campaigns.add_line(
        flight,
        "Salles Art et Essai",
        [placement],
        budget_micros=500_000_000,
        price_micros=4_000_000,
        pool=True,
        geography=[{"country": "FR", "departement": "83"}],
        ages=[{"youngest": 25, "oldest": 49}],
    )
    return World(
        people=people,
        royal=royal,
        eldorado=eldorado,
        site=cinemas.add_site(royal, "leroyal", ["https://leroyal.example"]),
        agreement=agreements.sign(
            Agreement.Kind.UNION_CINEMA,
            people.royal,
            "SCARE-2026-001",
            datetime.date(2026, 1, 1),
            cinema=royal,
        ),
        film=film,
        placement=placement,
        campaign=campaign,
        line=line,
        creative=campaigns.add_creative(campaign, "Affiche", make_image()),
    )


@pytest.fixture
def sign_in(people: People) -> Callable[[str], Client]:
    """A browser in which one of the people is signed in."""

    def as_person(name: str) -> Client:
        client = Client()
        client.force_login(
            people.users[name], "django.contrib.auth.backends.ModelBackend"
        )
        return client

    return as_person


@pytest.fixture
def requests(
    world: World,
    decide: Callable[[str], None],
    make_image: Callable[..., bytes],
    why_sealer: Sealer,
) -> Given:
    """What is asked of each URL: its arguments, and what is posted."""
    campaigns.submit(world.campaign)
    decide(world.campaign.id)
    world.campaign.refresh_from_db()
    campaigns.go_live(world.campaign)
    stage = Stage(world, make_image, why_sealer)
    found: Given = {}
    for module in MODULES:
        found |= module.given(stage)
    return found


@pytest.fixture
def clients(sign_in: Callable[[str], Client]) -> dict[str, Client]:
    """A browser for each role of the permission tables."""
    return {role: Client() if role == "anonymous" else sign_in(role) for role in ROLES}


@pytest.fixture(params=[1280, 390], ids=["desk", "phone"])
def journey(
    transactional_db: None,
    live_server: LiveServer,
    world: World,
    sign_in: Callable[[str], Client],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> Iterator[Journey]:
    """The portal of the world on a port, for browsers of a desk, then of a phone."""
    # Playwright keeps an event loop in this thread, where Django then refuses to ask
    # the database; nothing runs beside it.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        yield Journey(live_server.url, browser, request.param, sign_in, tmp_path)
        browser.close()
        empty_the_database()
