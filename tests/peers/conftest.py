"""Chromium, a real ads edge with Condor's film on it, and the pages around it."""

import io
import shutil
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import pytest
from PIL import Image
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    Request,
    sync_playwright,
)

from cmp_stage import Cinema, cinema_running, forget_all, lasting_browser
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


@pytest.fixture(scope="module")
def _cinema(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cinema]:
    with cinema_running(tmp_path_factory.mktemp("cinema") / "data") as running:
        yield running


@pytest.fixture(scope="module")
def lasting(
    playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    with lasting_browser(playwright, tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture
def visitor(lasting: BrowserContext, _cinema: Cinema) -> Iterator[Page]:
    """A page of a browser that has never been at the Royal; no script may throw."""
    made = lasting.new_page()
    made.set_default_timeout(6_000)
    forget_all(lasting, made)
    errors: list[object] = []

    def threw(error: object) -> None:
        errors.append(error)

    def asks(request: Request) -> None:
        _cinema.asked.append(request)

    made.on("pageerror", threw)
    made.on("request", asks)
    yield made
    made.close()
    assert errors == []


@pytest.fixture
def cinema(_cinema: Cinema) -> Cinema:
    """The Royal, with nothing read yet of what others did there."""
    _cinema.new()
    _cinema.asked.clear()
    return _cinema
