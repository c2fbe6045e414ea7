"""Three classes of devices, and nothing finer, go with a choice."""

from typing import Any

import pytest

from toile.edge.pool.devices import device_of

AGENTS = [
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/142.0", "desktop"),
    ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15", "desktop"),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148", "mobile"),
    ("Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/142.0 Mobile", "mobile"),
    ("Mozilla/5.0 (Linux; Android 14; SM-X200) Chrome/142.0", "tablet"),
    ("Mozilla/5.0 (iPad; CPU OS 16_0 like Mac OS X) Mobile/15E148", "tablet"),
    ("Mozilla/5.0 (Android 14; Tablet; rv:144.0) Firefox/144.0", "tablet"),
    ("\x00\xff", "desktop"),
    ("   ", "unknown"),
    ("", "unknown"),
]


@pytest.mark.parametrize(("agent", "device"), AGENTS)
def test_a_browser_has_a_class(agent: str, device: str) -> None:
    assert device_of(agent.encode("latin-1")) == device


@pytest.mark.parametrize("choice", ["yes", "no"])
def test_a_choice_is_written_with_the_class(edge: Any, choice: str) -> None:
    report = {"site": "royal-key", "choice": choice, "tool": "orejime"}
    edge.post("/consent", report, {"User-Agent": AGENTS[3][0]})
    (event,) = edge.on_disk("pool")
    assert event.device == "mobile"
