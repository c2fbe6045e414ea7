"""The consent tools of cinema sites, each on a page of the Royal.

Two are the tools themselves, unmodified from npm and joined by the very lines that the
portal gives; a third is a TCF tool on the IAB's own libraries. The others exist only as
remote scripts: a page acts out what their makers document (`documented/`), which their
names here say.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page, expect

from toile.portal.members.pixel.consent_tools import CONSENT_GUIDES

VENDOR = 755
FOLDER = Path(__file__).parent / "cmp"
MODULES = Path(__file__).parents[2] / "web" / "node_modules"
TCF_SCRIPT = "/tcf-cmp.js"
_TARTEAUCITRON = MODULES / "tarteaucitronjs"
_OREJIME = MODULES / "orejime" / "dist"
_STUB = MODULES / "@iabtechlabtcf" / "stub" / "lib" / "stub.js"


def _click(page: Page, yes: bool) -> None:
    page.locator("#yes" if yes else "#no").click()


@dataclass(frozen=True)
class Tool:
    """A tool on a page: its scripts, and how a visitor answers it."""

    name: str
    head: str
    version: str = ""
    body: str = ""
    files: dict[str, Path] = field(default_factory=dict)
    loads_late: bool = False
    """Whether it may be there only after its adapter, which then has to look again."""
    knows_us: bool = False
    """Whether it asks about us by name, so that ``auto`` may take its yes."""
    answer: Callable[[Page, bool], None] = _click
    again: Callable[[Page, bool], None] = _click


def _tarteaucitron() -> Tool:
    def answer(page: Page, yes: bool) -> None:
        # Its buttons are there a moment before they hear a click.
        page.wait_for_function("tarteaucitron.added.toile")
        name = "#tarteaucitronPersonalize2" if yes else "#tarteaucitronAllDenied2"
        for _ in range(20):
            page.locator(name).click()
            page.wait_for_timeout(200)
            if page.locator(name).is_hidden():
                return
        expect(page.locator(name)).to_be_hidden()

    def again(page: Page, yes: bool) -> None:
        page.wait_for_function("tarteaucitron.added.toile")
        if not page.locator("#toileAllowed").is_visible():
            page.locator("#choices").click()
        page.locator("#toileAllowed" if yes else "#toileDenied").click()

    names = (
        "tarteaucitron.js",
        "tarteaucitron.services.js",
        "advertising.js",
        "lang/tarteaucitron.fr.js",
        "css/tarteaucitron.css",
    )
    settings = {"privacyUrl": "/vie-privee", "highPrivacy": True, "DenyAllCta": True}
    return Tool(
        "tarteaucitron",
        f"""<script src="/tac/tarteaucitron.js"></script><script>
        var tarteaucitronForceLanguage = "fr";
        tarteaucitron.init({json.dumps(settings)});</script>
        {CONSENT_GUIDES["tarteaucitron"].lines}""",
        version="1.34.0",
        body="<button id=choices onclick='tarteaucitron.userInterface.openPanel()'>"
        "Cookies</button>",
        files={f"/tac/{name}": _TARTEAUCITRON / name for name in names},
        loads_late=True,
        knows_us=True,
        answer=answer,
        again=again,
    )


def _orejime() -> Tool:
    def answer(page: Page, yes: bool) -> None:
        name = "Accepter" if yes else "Refuser"
        page.locator(".orejime-Banner").get_by_role("button", name=name).click()

    def again(page: Page, yes: bool) -> None:
        page.locator("#choices").click()
        dialog = page.get_by_role("dialog")
        name = "Tout accepter" if yes else "Tout refuser"
        dialog.get_by_role("button", name=name).click()
        dialog.get_by_role("button", name="Sauvegarder").click()
        expect(dialog).to_have_count(0)

    config = {
        "privacyPolicyUrl": "/vie-privee",
        "purposes": [
            {"id": "stats", "title": "Statistiques", "cookies": []},
        ],
    }
    return Tool(
        "orejime",
        f"""<script>window.orejimeConfig = {json.dumps(config)};</script>
        {CONSENT_GUIDES["orejime"].lines}
        <script src="/orejime/orejime-standard-fr.js"></script>
        <link rel="stylesheet" href="/orejime/orejime-standard.css">""",
        body="<button id=choices onclick='orejime.prompt()'>Cookies</button>",
        files={
            f"/orejime/{name}": _OREJIME / name
            for name in ("orejime-standard-fr.js", "orejime-standard.css")
        },
        loads_late=True,
        knows_us=True,
        answer=answer,
        again=again,
    )


def tcf(variant: str = "") -> Tool:
    """A TCF tool; ``variant`` is what is wrong with the string that it writes."""
    vendors = json.loads((FOLDER / "vendor-list.json").read_bytes())
    said = {"tcfVariant": variant, "ourVendor": VENDOR, "vendorList": vendors}
    return Tool(
        "tcf",
        '<script src="/stub.js"></script>'
        f"<script>Object.assign(window, {json.dumps(said)});</script>",
        version="880.3",
        body="<button id=yes>Oui</button><button id=no>Non</button>"
        f'<script src="{TCF_SCRIPT}"></script>',
        files={"/stub.js": _STUB},
        knows_us=True,
    )


def _documented(name: str, *, knows_us: bool = False) -> Tool:
    here = FOLDER / "documented"
    scripts = ("tool", name)
    return Tool(
        name,
        '<script src="/documented/tool.js"></script>'
        f'<script src="/documented/{name}.js"></script>',
        files={f"/documented/{each}.js": here / f"{each}.js" for each in scripts},
        knows_us=knows_us,
    )


TOOLS: dict[str, Tool] = {
    "tarteaucitron_itself": _tarteaucitron(),
    "orejime_itself": _orejime(),
    "tcf_on_the_libraries_of_the_iab": tcf(),
    "axeptio_documented_contract": _documented("axeptio", knows_us=True),
    "didomi_documented_contract": _documented("didomi", knows_us=True),
    "cookiebot_documented_contract": _documented("cookiebot"),
    "complianz_documented_contract": _documented("complianz"),
    "wp_consent_api_documented_contract": _documented("wp-consent-api"),
    "cookieyes_documented_contract": _documented("cookieyes"),
    "onetrust_documented_contract": _documented("onetrust"),
    "wix_documented_contract": _documented("wix"),
    "google_consent_mode_documented_contract": _documented("google-consent-mode"),
}
