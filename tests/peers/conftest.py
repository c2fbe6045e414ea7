"""Chromium, a real ads edge with Condor's film on it, and the pages around it."""

import io
import shutil
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from stage import Ads, Others, film_of, line_of

# A headless browser names itself so, and is a robot to us.
CHROME = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/156.0.0.0 Safari/537.36"
)


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Playwright's driver; of one module, for there may be only one at a time."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    launched = playwright.chromium.launch(executable_path=shutil.which("chromium"))
    yield launched
    launched.close()


@pytest.fixture(scope="session")
def poster() -> bytes:
    out = io.BytesIO()
    Image.radial_gradient("L").resize((400, 600)).save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="session")
def teaser() -> bytes:
    """A teaser of two seconds, 320 by 180, WebM."""
    out = io.BytesIO()
    with av.open(out, "w", format="webm") as container:
        stream = container.add_stream("libvpx", rate=10)
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        stream.time_base = Fraction(1, 10)
        for number in range(20):
            picture = Image.new("RGB", (320, 180), (20 + number * 10, 60, 160))
            # PyAV leaves this one untyped.
            shot = av.VideoFrame.from_image(picture)  # type: ignore[no-untyped-call]
            container.mux(stream.encode(shot))
        container.mux(stream.encode())
    return out.getvalue()


@pytest.fixture
def ads(
    tmp_path: Path, poster: bytes, teaser: bytes, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Ads]:
    """The ads wing with one line: a teaser for anybody."""
    monkeypatch.delenv("PROMETHEUS_MULTIPROC_DIR", raising=False)
    made = Ads(tmp_path / "data")
    made.publish(line_of(film_of(made, poster, teaser)))
    with made.running():
        yield made


@pytest.fixture
def others() -> Iterator[Others]:
    made = Others()
    yield made
    made.close()


@pytest.fixture
def page(browser: Browser, others: Others) -> Iterator[Page]:
    """A page of a browser without a past; its scripts may not throw."""
    context = browser.new_context(
        viewport={"width": 1000, "height": 700}, user_agent=CHROME
    )
    others.attach(context)
    made = context.new_page()
    errors: list[object] = []

    def threw(error: object) -> None:
        errors.append(error)

    made.on("pageerror", threw)
    yield made
    context.close()
    assert errors == []
