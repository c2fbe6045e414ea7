"""Chromium for a check: fresh profiles, no will of its own, one way out."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Dialog, Playwright

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
_STEP_MS = 5_000


@contextmanager
def launched(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    """Start the browser."""
    browser = playwright.chromium.launch(
        executable_path=chromium,
        # Chromium's own walls need a user other than root.
        chromium_sandbox=os.geteuid() != 0,
        args=list(_ARGUMENTS),
    )
    try:
        yield browser
    finally:
        browser.close()


@contextmanager
def fresh_profile(browser: Browser, proxy_port: int) -> Iterator[BrowserContext]:
    """Open a profile without a past.

    Pages open no further window, get no answer to a dialog, save no file and install
    no service worker.
    """
    context = browser.new_context(
        proxy={"server": f"http://127.0.0.1:{proxy_port}", "bypass": "<-loopback>"},
        user_agent=_AGENT.format(version=browser.version),
        locale="fr-FR",
        timezone_id="Europe/Paris",
        viewport={"width": WIDTH, "height": HEIGHT},
        accept_downloads=False,
        service_workers="block",
    )
    context.add_init_script(
        "Object.defineProperty(navigator, 'webdriver', { get: () => false });"
        "window.open = () => null;"
    )
    context.set_default_timeout(_STEP_MS)
    context.on("dialog", _dismiss)
    try:
        yield context
    finally:
        context.close()


def _dismiss(dialog: Dialog) -> None:
    # "Leave this page?" is answered yes: a no would keep the check on it.
    if dialog.type == "beforeunload":
        dialog.accept()
    else:
        dialog.dismiss()
