"""Take the README's picture: the running demo, seen by a spectator and a cinema.

Start ``toile demo`` first. Needs Debian's chromium and the test requirements. The
pictures are joined into ``docs/images/demo.webp``.
"""

import io
import json
import shutil
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import BrowserContext, sync_playwright

SITES = "http://{}.localhost:8200"
PORTAL = "http://localhost:8000"
TARGET = Path(__file__).parents[1] / "docs" / "images" / "demo.webp"
CHROME = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/156.0.0.0 Safari/537.36"
)
WIDTH, HEIGHT, GAP = 1180, 800, 16


def main() -> None:
    """Take four pictures and join them."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("chromium is missing: run `make browser`")
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as folder:
        default = Path(folder) / "Default"
        default.mkdir()
        # Third-party cookies allowed, as in Chrome and Edge.
        preferences = {"profile": {"cookie_controls_mode": 0}}
        (default / "Preferences").write_text(json.dumps(preferences))
        context = driver.chromium.launch_persistent_context(
            folder,
            executable_path=chromium,
            user_agent=CHROME,
            viewport={"width": WIDTH, "height": HEIGHT},
            locale="fr-FR",
        )
        pictures = list(map(Image.open, map(io.BytesIO, take(context))))
        context.close()
    sheet = Image.new("RGB", (WIDTH * 2 + GAP, HEIGHT * 2 + GAP), color=(255, 255, 255))
    for number, picture in enumerate(pictures):
        column, row = number % 2, number // 2
        sheet.paste(picture, (column * (WIDTH + GAP), row * (HEIGHT + GAP)))
    sheet = sheet.resize(
        (sheet.width // 2, sheet.height // 2), Image.Resampling.LANCZOS
    )
    sheet.save(TARGET, quality=82)
    print(f"{TARGET.name}: {TARGET.stat().st_size // 1024} KB")


def take(context: BrowserContext) -> list[bytes]:
    """Walk through the story and take a picture of each stage."""
    page = context.new_page()
    pictures = []
    page.goto(SITES.format("toile"))
    page.wait_for_timeout(2_000)
    pictures.append(page.screenshot())
    page.goto(SITES.format("royal-toulon"))
    page.get_by_role("button", name="Accepter").first.wait_for()
    page.wait_for_timeout(500)
    pictures.append(page.screenshot())
    page.get_by_role("button", name="Accepter").first.click()
    page.wait_for_timeout(1_500)
    page.goto(SITES.format("franceinter") + "/article/ce-que-la-neige-efface")
    page.get_by_role("button", name="Accepter").first.click()
    page.wait_for_timeout(2_500)
    pictures.append(page.screenshot())
    page.goto(f"{PORTAL}/")
    page.get_by_label("Adresse e-mail").fill("royal@demo.toile")
    page.get_by_label("Mot de passe").fill("toile-demo")
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_timeout(1_000)
    pictures.append(page.screenshot())
    return pictures


if __name__ == "__main__":
    main()
