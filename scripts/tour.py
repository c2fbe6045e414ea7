"""Take the pictures of ``docs/tour.md`` from the running demo, and write the page.

Start ``toile demo`` first and let it run for a few minutes, so that there is something
to see. Needs Debian's chromium and the test requirements.
"""

import io
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, Playwright, sync_playwright

PORTAL = f"http://localhost:{os.environ.get('TOILE_PORTAL_PORT', '8000')}"
SITES = f"http://{{}}.localhost:{os.environ.get('TOILE_SITES_PORT', '8200')}"
DOCS = Path(__file__).parents[1] / "docs"
DESKTOP, PHONE = (1280, 860), (390, 844)
# As wide as a page of docs shows them; twice the pixels would double the repository.
SHOWN = {DESKTOP: 960, PHONE: 390}


@dataclass(frozen=True)
class Stop:
    """One picture: who looks, how to get there, and what to say of it."""

    name: str
    title: str
    says: str
    person: str
    go: Callable[[Page], None]
    size: tuple[int, int] = DESKTOP
    whole: bool = False


def at(path: str) -> Callable[[Page], None]:
    """Open a page of the portal."""
    return lambda page: _open(page, PORTAL + path)


def through(path: str, *links: str) -> Callable[[Page], None]:
    """Open a page of the portal and follow links by their words."""

    def go(page: Page) -> None:
        _open(page, PORTAL + path)
        for words in links:
            page.locator("main").get_by_role("link", name=words).first.click()
            page.wait_for_load_state("networkidle")

    return go


def site(name: str, path: str = "/") -> Callable[[Page], None]:
    """Open a page of a site of the demo world, as somebody who was never there."""

    def go(page: Page) -> None:
        _open(page, SITES.format(name) + path)
        page.get_by_role("button", name="Accepter").first.wait_for()

    return go


def held(page: Page) -> None:
    """Say yes on a cinema's site, look at a film, then open « Mes données »."""
    site("royal-toulon")(page)
    page.get_by_role("button", name="Accepter").first.click()
    page.get_by_role("link", name="Voir le film").first.click()
    page.wait_for_load_state("networkidle")
    # The worker takes the visit in within a second.
    page.wait_for_timeout(3_000)
    _open(page, PORTAL + "/mes-donnees")
    page.get_by_role("button", name="Tout effacer").wait_for()


def _open(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_load_state("load")


STOPS = (
    Stop(
        "choix",
        "Un choix équitable",
        "Sur le site du cinéma : « Accepter » et « Refuser » pèsent autant, chaque "
        "responsable est nommé, et rien n’est gardé avant un oui.",
        "",
        site("royal-toulon"),
    ),
    Stop(
        "cinema",
        "Le cinéma : son tableau de bord",
        "Visites, spectateurs, part du pool, clics et argent gagné. Chaque chiffre dit "
        "ce qu’il compte ; sous cinquante personnes, il se tait.",
        "royal",
        at("/cinemas/"),
    ),
    Stop(
        "pixel",
        "Le cinéma : deux lignes à coller",
        "Un tutoriel pour l’outil dont le site est fait, et un contrôle qui dit "
        "si tout fonctionne.",
        "royal",
        through("/cinemas/", "Lignes et tutoriel"),
    ),
    Stop(
        "cinema-telephone",
        "Le cinéma : sur un téléphone",
        "Les mêmes pages, à 390 pixels.",
        "royal",
        at("/cinemas/"),
        PHONE,
    ),
    Stop(
        "campagnes",
        "Le distributeur : ses campagnes",
        "Où en est chaque campagne, ce qu’elle a montré, ce qu’elle a coûté.",
        "condor",
        at("/campagnes/"),
    ),
    Stop(
        "apercu",
        "Le distributeur : la publicité en situation",
        "Chaque création dans une page d’article, à la place et sous la mention que "
        "les lecteurs verront, sur ordinateur et sur téléphone.",
        "condor",
        through(
            "/campagnes/", "Le Serment de Pamfir, lancement", "Créations", "situation"
        ),
    ),
    Stop(
        "bilan",
        "Le distributeur : le bilan",
        "Le rythme, les sites, les créations, les départements, l’entonnoir et l’effet "
        "mesuré ; en page, en PDF, en CSV, ou partagé par un lien.",
        "condor",
        through("/campagnes/", "L'Ombre de Staline, bande-annonce"),
    ),
    Stop(
        "decider",
        "Le syndicat : décider",
        "Une seule file, et pour chaque demande de quoi se prononcer.",
        "scare",
        through("/accords/", "Le Serment de Pamfir"),
    ),
    Stop(
        "pool",
        "Le syndicat : le pool",
        "Les membres sur la carte, ce qu’ils atteignent ensemble et ce qui leur est "
        "dû.",
        "scare",
        at("/pool/"),
    ),
    Stop(
        "audit",
        "Le syndicat : le journal d’audit",
        "Tout usage du pool s’y inscrit ; personne ne le réécrit sans que cela se "
        "voie.",
        "scare",
        at("/audit/"),
    ),
    Stop(
        "controle",
        "L’opérateur : la salle de contrôle",
        "Ce qui est diffusé en ce moment et comment se portent les machines, rafraîchi "
        "de lui-même.",
        "klox",
        at("/salle-de-controle/"),
    ),
    Stop(
        "pourquoi",
        "L’opérateur : pourquoi cette ligne ?",
        "Chaque condition dans l’ordre, et ce qui l’empêche, par le même code que la "
        "diffusion.",
        "klox",
        through("/salle-de-controle/", "Pourquoi"),
    ),
    Stop(
        "mes-donnees",
        "La spectatrice : ses données",
        "Ce qui est gardé sur ce navigateur ; l’emporter ou l’effacer en un clic.",
        "",
        held,
        PHONE,
        whole=True,
    ),
)


def main() -> None:
    """Take the pictures, then write the page that shows them."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("chromium is missing: run `make browser`")
    target = DOCS / "images" / "tour"
    target.mkdir(exist_ok=True)
    with sync_playwright() as driver:
        for stop in STOPS:
            path = target / f"{stop.name}.webp"
            with tempfile.TemporaryDirectory() as profile:
                picture = take(driver, chromium, Path(profile), stop)
            shrink(picture, SHOWN[stop.size]).save(path, quality=80)
            print(f"{path.name}: {path.stat().st_size // 1024} KB")
    (DOCS / "tour.md").write_text(page_of(STOPS))


def take(driver: Playwright, chromium: str, profile: Path, stop: Stop) -> Image.Image:
    """Walk to a stop with a fresh profile and take its picture."""
    width, height = stop.size
    (profile / "Default").mkdir()
    # Third-party cookies allowed, as in Chrome and Edge.
    preferences = {"profile": {"cookie_controls_mode": 0}}
    (profile / "Default" / "Preferences").write_text(json.dumps(preferences))
    context = driver.chromium.launch_persistent_context(
        str(profile),
        executable_path=chromium,
        viewport={"width": width, "height": height},
        locale="fr-FR",
        args=["--lang=fr-FR"],
        env={"LANGUAGE": "fr"},
    )
    page = context.new_page()
    if stop.person:
        _open(page, f"{PORTAL}/")
        page.get_by_label("Adresse e-mail").fill(f"{stop.person}@demo.toile")
        page.get_by_label("Mot de passe").fill("toile-demo")
        page.get_by_role("button", name="Se connecter").click()
        page.wait_for_load_state("networkidle")
    stop.go(page)
    # Charts and map tiles are drawn after the page has come.
    page.wait_for_timeout(1_000)
    picture = Image.open(io.BytesIO(page.screenshot(full_page=stop.whole)))
    context.close()
    return picture


def shrink(picture: Image.Image, width: int) -> Image.Image:
    """Scale a picture down to a width."""
    if picture.width <= width:
        return picture
    height = round(picture.height * width / picture.width)
    return picture.resize((width, height), Image.Resampling.LANCZOS)


def page_of(stops: tuple[Stop, ...]) -> str:
    """Write the tour as Markdown."""
    parts = [
        "# La visite",
        "Ce que voient les cinq personnes de Toile, dans le monde de démonstration "
        "(`make demo`). Ces images sont prises par `scripts/tour.py`.",
    ]
    parts += [
        f"## {stop.title}\n\n{stop.says}\n\n"
        f"![{stop.title}](images/tour/{stop.name}.webp)"
        for stop in stops
    ]
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    main()
