"""The plugin on Debian's own WordPress: from the upload to a visit, and away again."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest
from django.conf import settings
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

import pool_stage
import wordpress_stage
from pool_stage import CHROME, Pool
from toile.portal.cinemas.models import Site
from toile.portal.members.pixel.plugin import NAME, plugin_of
from toile.wire.events import Consent, Visit
from toile.wire.ids import Ulid
from toile.wire.plan import MemberSite
from wordpress_stage import WordPress

KEY = "wordpress_key-16"
NOTICE = "Toile : <b>l’essentiel</b>.\n\nVos droits : https://portail.test/mes-donnees"
PAGE = "https://portail.test/cinemas/1/pixel/"
missing = wordpress_stage.lacking()
pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("wordpress"),
    pytest.mark.skipif(bool(missing), reason=f"not installed: {missing}"),
]


@dataclass(frozen=True)
class Stage:
    """WordPress with the plugin in it, and the pool that hears of its visits."""

    wordpress: WordPress
    pool: Pool
    admin: Page


@pytest.fixture(scope="module")
def wordpress() -> Iterator[WordPress]:
    # A socket's path may be 107 bytes long: pytest's own folders are deeper.
    with (
        tempfile.TemporaryDirectory() as folder,
        wordpress_stage.running(Path(folder)) as running,
    ):
        yield running


@pytest.fixture(scope="module")
def pool(
    wordpress: WordPress, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Pool]:
    member = MemberSite(
        id=Ulid("01M85275QPHZD88PEEFXQ0R0YA"),
        key=KEY,
        name="Le Royal",
        origins=(wordpress.url,),
        cinemas=(Ulid("01M85275QPHZD88PEEFXQC1NE1"),),
    )
    with pool_stage.running(tmp_path_factory.mktemp("pool") / "data", member) as pool:
        yield pool


@pytest.fixture(scope="module")
def archive(pool: Pool) -> bytes:
    """The zip as the portal of that pool makes it, for a site with Toile's banner."""
    changed = msgspec.structs.replace(settings.TOILE, pool_url=pool.settings.pool_url)
    with override_settings(TOILE=changed):
        return plugin_of(Site(name="Le Royal", key=KEY), NOTICE, PAGE)


@pytest.fixture(scope="module")
def stage(
    wordpress: WordPress, pool: Pool, archive: bytes, browser: Browser
) -> Iterator[Stage]:
    """Install WordPress, upload the plugin, activate it."""
    context = browser.new_context()
    admin = context.new_page()
    wordpress.install(admin)
    wordpress.upload(admin, f"{NAME}.zip", archive)
    yield Stage(wordpress, pool, admin)
    context.close()


@pytest.fixture
def visitor(playwright: Playwright, tmp_path: Path) -> Iterator[BrowserContext]:
    """Somebody whose Chrome allows third-party cookies, as Chrome does by default."""
    default = tmp_path / "profile" / "Default"
    default.mkdir(parents=True)
    preferences = {"profile": {"cookie_controls_mode": 0}}
    (default / "Preferences").write_text(json.dumps(preferences))
    context = playwright.chromium.launch_persistent_context(
        tmp_path / "profile",
        executable_path=shutil.which("chromium"),
        user_agent=CHROME,
        locale="fr-FR",
    )
    yield context
    context.close()


def test_the_page_carries_the_lines_of_its_site(
    stage: Stage, visitor: BrowserContext
) -> None:
    page = visitor.new_page()
    page.goto(stage.wordpress.url)
    for name in ("consent.js", "pixel.js"):
        tag = page.locator(f"script[src^='{stage.pool.settings.pool_url}/{name}']")
        expect(tag).to_have_count(1)
        expect(tag).to_have_attribute("crossorigin", "anonymous")
        assert tag.get_attribute("async") is not None
        assert (tag.get_attribute("src") or "").endswith(f"?site={KEY}")
    # It is among those that wait, for the WP Consent API.
    expect(page.locator("body")).to_have_attribute("data-waits", "1")


def test_a_refusal_brings_nothing_and_a_yes_a_visit(
    stage: Stage, visitor: BrowserContext
) -> None:
    before = len(stage.pool.written())
    page = visitor.new_page()
    page.goto(stage.wordpress.url)
    expect(page.get_by_role("button", name="Refuser").first).to_be_visible()
    assert len(stage.pool.written()) == before
    page.get_by_role("button", name="Refuser").first.click()
    told = stage.pool.wait(page, Consent, 1)[before:]
    assert [(type(event), event.choice) for event in told] == [(Consent, "no")]
    assert visitor.cookies(stage.pool.settings.pool_url) == []
    page.goto(f"{stage.wordpress.url}/?p=1")
    page.get_by_role("button", name="Vos choix").click()
    page.get_by_role("button", name="Accepter").first.click()
    told = stage.pool.wait(page, Visit)
    (visit,) = [event for event in told if isinstance(event, Visit)]
    assert visit.page == "/"
    assert visit.sid


def test_its_settings_keep_a_good_key_and_name_a_bad_one(stage: Stage) -> None:
    page = stage.admin
    page.goto(f"{stage.wordpress.url}/wp-admin/options-general.php?page=toile-pixel")
    expect(page.get_by_label("Clé du site")).to_have_value(KEY)
    page.get_by_label("Clé du site").fill('"><script>')
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Une clé a 16 signes")).to_be_visible()
    expect(page.get_by_label("Clé du site")).to_have_value(KEY)
    page.get_by_label("Bandeau de cookies").select_option("tarteaucitron")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_label("Bandeau de cookies")).to_have_value("tarteaucitron")
    page.goto(stage.wordpress.url)
    assert f"pixel.js?site={KEY}" in page.content()
    assert "consent.js" not in page.content()


def test_the_privacy_guide_suggests_the_paragraph(stage: Stage) -> None:
    page = stage.admin
    page.goto(f"{stage.wordpress.url}/wp-admin/options-privacy.php?tab=policyguide")
    guide = page.locator(".privacy-settings-accordion-panel, .wp-privacy-policy-guide")
    expect(guide.filter(has_text="l’essentiel").first).to_be_attached()
    # What the portal wrote is text: its signs are no tags.
    assert "<b>l’essentiel" not in page.content()


def test_deleted_it_leaves_nothing(stage: Stage) -> None:
    """Last, for it takes the plugin away; PHP had nothing to complain about."""
    page, wordpress = stage.admin, stage.wordpress
    assert wordpress.options("toile%") == ["toile_pixel"]
    page.goto(f"{wordpress.url}/wp-admin/plugins.php")
    row = page.locator(f"tr[data-plugin='{NAME}/{NAME}.php']")
    row.get_by_role("link", name="Deactivate").click()
    expect(page.get_by_text("Plugin deactivated.")).to_be_visible()
    # Before its script runs, the link leads to a page that asks, not to a dialog.
    page.wait_for_load_state("networkidle")
    page.on("dialog", lambda dialog: dialog.accept())
    row.get_by_role("link", name="Delete").click()
    expect(page.get_by_text("was successfully deleted")).to_be_visible()
    assert wordpress.options("toile%") == []
    assert not (wordpress.plugins / NAME).exists()
    page.goto(wordpress.url)
    assert "pixel.js" not in page.content()
    assert wordpress.complaints("toile") == []
