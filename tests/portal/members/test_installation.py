"""The installation in four steps: what is shown, what is remembered, what is handed."""

import io
import shutil
import zipfile
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import sync_playwright

from clock import TODAY
from test_every_page import judged
from toile.portal.cinemas import services as cinemas
from toile.portal.mail.models import Mail
from toile.portal.members.models import Installation
from toile.portal.members.pixel.makers import MAKERS

SignIn = Callable[[str], Client]


class Wizard:
    """The Royal's own pages of its installation."""

    def __init__(self, world: Any, client: Client) -> None:
        self.site, self.client = world.site, client
        self.url = reverse("members:cinema_pixel", args=[world.royal.id])

    def see(self, step: str = "") -> str:
        asked = f"?etape={step}" if step else ""
        return self.client.get(self.url + asked).content.decode()

    def choose(self, maker: str, tool: str = "toile") -> Any:
        return self.say("outils", maker=maker, consent_tool=tool)

    def say(self, step: str, **given: str) -> Any:
        posted = {"site": self.site.id, "step": step, **given}
        return self.client.post(self.url, posted)


@pytest.fixture
def wizard(world: Any, sign_in: SignIn) -> Wizard:
    return Wizard(world, sign_in("royal"))


def test_each_step_leads_to_the_next_and_is_remembered(wizard: Wizard) -> None:
    assert "Avec quel outil" in wizard.see()
    assert wizard.choose("wix").url.endswith("etape=lignes")
    assert "Code personnalisé" in wizard.see()
    assert wizard.say("lignes").url.endswith("etape=confidentialite")
    assert "Vos droits" in wizard.see()
    assert wizard.say("confidentialite").url.endswith("etape=verification")
    assert "Fonctionne-t-il ?" in wizard.see()
    kept = Installation.objects.get()
    assert (kept.lines_on, kept.notice_on) == (TODAY, TODAY)


def test_other_tools_mean_other_lines_to_place(wizard: Wizard) -> None:
    wizard.choose("wix")
    wizard.say("lignes")
    wizard.say("confidentialite")
    wizard.choose("wix")
    assert Installation.objects.get().lines_on
    wizard.choose("wix", "tarteaucitron")
    kept = Installation.objects.get()
    assert (kept.lines_on, kept.notice_on) == (None, TODAY)


def test_an_answer_that_is_missing_is_asked_for_again(wizard: Wizard) -> None:
    answer = wizard.say("outils", consent_tool="didomi")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Choisissez, ou" in page
    assert '<option value="didomi" selected>' in page
    assert wizard.say("outils", maker="geocities").status_code == 422
    assert wizard.client.get(wizard.url + "?etape=🎬&site=x").status_code == 200


def test_each_maker_gets_its_lines_its_steps_and_a_ready_mail(wizard: Wizard) -> None:
    for code, maker in MAKERS.items():
        wizard.choose(code)
        page = wizard.see("lignes")
        assert wizard.site.key in page
        assert page.count('<img src="/static/members/installation/') >= 2
        link = page.split('href="mailto:')[1].split('"')[0].replace("&amp;", "&")
        body = parse_qs(urlsplit(link).query)["body"][0]
        assert wizard.site.key in body
        assert "crossorigin" in body
        for remark in maker.remarks:
            assert (str(remark) in body) == maker.by_supplier
        assert not [hint for hint in maker.hints if str(hint) in body]
        assert ("setAttribute" in page) == (code == "gtm")
        assert ("pixel/extension/" in page) == (code == "wordpress")


def test_the_notice_names_who_why_how_long_and_what_one_may_do(wizard: Wizard) -> None:
    page = wizard.see("confidentialite")
    for said in (
        "Le Royal",
        "SCARE",
        "Klox",
        "Finalités",
        "consentement",
        "6 mois",
        "90 jours",
        "13 mois",
        "/mes-donnees",
        "CNIL",
        "article 26",
    ):
        assert said in page


def test_a_letter_to_the_supplier_counts_as_asked(wizard: Wizard, world: Any) -> None:
    wizard.choose("gtm")
    url = reverse("members:webmaster", args=[world.royal.id])
    wizard.client.post(url, {"email": "web@toile.test", "site": wizard.site.id})
    assert Installation.objects.get().lines_on == TODAY
    assert "setAttribute" in Mail.objects.get(template="members/webmaster").text


def test_the_plugin_holds_the_key_and_its_bytes_never_differ(
    wizard: Wizard, world: Any
) -> None:
    cinemas.change_site(world.site, name="L'Œil \\ du <Royal>")
    url = reverse("members:plugin", args=[world.royal.id])
    first, second = (wizard.client.get(url) for _time in range(2))
    assert first["Content-Type"] == "application/zip"
    assert 'filename="toile-pixel.zip"' in first["Content-Disposition"]
    assert first.content == second.content
    with zipfile.ZipFile(io.BytesIO(first.content)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        config = archive.read("toile-pixel/toile-config.php").decode()
        readme = archive.read("toile-pixel/readme.txt").decode()
    assert {"toile-pixel/toile-pixel.php", "toile-pixel/uninstall.php"} <= {*names}
    assert all(name.startswith("toile-pixel/") for name in names)
    assert f"'site_key' => '{world.site.key}'" in config
    assert r"'L\'Œil \\ du <Royal>'" in config
    assert "GPLv2" in readme


def test_the_union_sees_it_and_changes_nothing(world: Any, sign_in: SignIn) -> None:
    seen = Wizard(world, sign_in("scare"))
    for step in ("outils", "lignes", "confidentialite", "verification"):
        assert '<form method="post" class="form' not in seen.see(step)
    assert seen.say("lignes").status_code == 403
    assert not Installation.objects.exists()


@pytest.mark.slow
def test_no_step_has_a_barrier(wizard: Wizard) -> None:
    drawn = {}
    for maker, tool in (("wordpress", "toile"), ("ems", "tarteaucitron")):
        wizard.choose(maker, tool)
        for step in ("lignes", "confidentialite", "verification"):
            answer = wizard.client.get(f"{wizard.url}?etape={step}")
            drawn[f"{maker} {step}"] = answer
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        faults = judged(browser, drawn.items())
        browser.close()
    assert faults == []
