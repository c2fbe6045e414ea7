"""Which browser this machine has."""

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """Find Chromium; ``None`` if this machine has none."""
    return next(filter(None, map(shutil.which, NAMES)), None)
