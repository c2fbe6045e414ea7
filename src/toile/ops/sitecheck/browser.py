"""Chromium for a check: a fresh profile, nothing of its own accord, one way out."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Dialog, Playwright

WIDTH, HEIGHT = 1280, 800
# As ordinary visitors have it, but for the word that tells sites of a machine: tools
# hide their banner from what they take for a crawler.
_AGENT = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/{version} Safari/537.36"
)
_ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
    "--mute-audio",
    # What does not go through the proxy does not go.
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
    "--dns-prefetch-disable",
)


@contextmanager
def fresh_profile(
    playwright: Playwright, chromium: str, folder: Path, proxy_port: int
) -> Iterator[BrowserContext]:
    """Open a browser without a past; third-party cookies are allowed, as in Chrome.

    Pages may open no further window, answer no dialog, save no file and install no
    service worker.
    """
    default = folder / "Default"
    default.mkdir(parents=True)
    preferences = {
        "profile": {"cookie_controls_mode": 0},
        "custom_handlers": {"enabled": False},
    }
    (default / "Preferences").write_text(json.dumps(preferences))
    context = playwright.chromium.launch_persistent_context(
        folder,
        executable_path=chromium,
        # Chromium's own walls need a user other than root.
        chromium_sandbox=os.geteuid() != 0,
        args=list(_ARGUMENTS),
        proxy={"server": f"http://127.0.0.1:{proxy_port}", "bypass": "<-loopback>"},
        locale="fr-FR",
        timezone_id="Europe/Paris",
        viewport={"width": WIDTH, "height": HEIGHT},
        accept_downloads=False,
        service_workers="block",
        permissions=[],
    )
    try:
        _behave(context)
        yield context
    finally:
        context.close()


def _behave(context: BrowserContext) -> None:
    browser = context.browser
    version = browser.version if browser else "130.0.0.0"
    context.set_extra_http_headers({"Accept-Language": "fr-FR,fr;q=0.9"})
    agent = json.dumps(_AGENT.format(version=version))
    context.add_init_script(
        f"Object.defineProperty(navigator, 'userAgent', {{get: () => {agent}}});"
        "Object.defineProperty(navigator, 'webdriver', {get: () => false});"
    )
    context.set_default_timeout(5_000)
    context.on("dialog", _dismiss)


def _dismiss(dialog: Dialog) -> None:
    dialog.dismiss()
