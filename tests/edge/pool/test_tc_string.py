"""The TC string goes with the proof whole or not at all, and never with a no."""

from typing import Any

import pytest

STRING = "CQSbk4AQSbk4ANwAAAENAwCgAAAAAAAAAAYgACPAAAAA.YAAAAAAAAAAA"


@pytest.mark.parametrize(
    ("choice", "said", "kept"),
    [
        ("withdrawal", STRING, STRING),
        ("withdrawal", "C" * 8_192, "C" * 8_192),
        ("withdrawal", "C" * 8_193, ""),
        ("no", STRING, ""),
    ],
)
def test_a_proof_keeps_the_tc_string(
    edge: Any, choice: str, said: str, kept: str
) -> None:
    report = {"site": "royal-key", "choice": choice, "tool": "tcf", "tc_string": said}
    assert edge.post("/consent", report).status < 300
    (event,) = edge.on_disk("pool")
    assert (event.tool, event.tc_string) == ("tcf", kept)
