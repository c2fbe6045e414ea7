"""Every consent tool keeps one contract: no trace before a yes nor after a no, each
choice proven once with the tool's name, each change followed, also after a reload.

The names say which tools are the real ones and which act out their documentation.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from cmp_stage import Cinema, ids, receipt
from cmp_tools import TOOLS, Tool
from toile.wire.events import Consent

pytestmark = pytest.mark.parametrize("tool", TOOLS.values(), ids=TOOLS.keys())


@pytest.fixture(autouse=True)
def _nobody_else(visitor: Page, cinema: Cinema) -> Iterator[None]:
    """Neither the tool nor we ask the internet."""
    asked: list[str] = []
    visitor.on("request", lambda request: asked.append(request.url))
    yield
    assert [url for url in asked if ".localhost" not in url] == []


def nothing(visitor: Page, cinema: Cinema) -> None:
    """Nothing was asked, written or kept."""
    cinema.settle(visitor)
    assert (cinema.calls(), cinema.new()) == ([], [])
    assert ids(visitor) == set()
    assert not receipt(visitor)


def withdrawn(visitor: Page, cinema: Cinema) -> Consent:
    """The withdrawal is proven, and the pixel has heard so."""
    (proof,) = cinema.proofs(visitor, "withdrawal")
    visitor.wait_for_function("!localStorage.getItem('toile')")
    cinema.settle(visitor)
    cinema.calls()
    return proof


def test_cmp_undecided_then_no(visitor: Page, cinema: Cinema, tool: Tool) -> None:
    cinema.visit(visitor, tool, tool.name)
    nothing(visitor, cinema)

    tool.answer(visitor, False)
    (proof,) = cinema.proofs(visitor, "no")
    assert (proof.tool, proof.tool_version) == (tool.name, tool.version)
    # A refusal is nobody's: no id, and no string by which it could be one's.
    assert (proof.sid, proof.tc_string) == (None, "")
    assert cinema.calls() == ["POST /consent"]

    cinema.visit(visitor, tool, tool.name, late=True)
    nothing(visitor, cinema)
    with visitor.expect_response("**/visit"):
        tool.again(visitor, True)
    assert cinema.proofs(visitor, "yes")[0].tool == tool.name


def test_cmp_yes_then_no(visitor: Page, cinema: Cinema, tool: Tool) -> None:
    cinema.visit(visitor, tool, tool.name, late=True)
    cinema.settle(visitor)
    with visitor.expect_response("**/visit"):
        tool.answer(visitor, True)
    (proof,) = cinema.proofs(visitor, "yes")
    assert (proof.tool, proof.tool_version) == (tool.name, tool.version)
    assert (proof.language, proof.sid is not None) == ("fr", True)
    assert bool(proof.tc_string) == (tool.name == "tcf")
    assert "tid" in ids(visitor)

    with visitor.expect_response("**/visit"):
        cinema.visit(visitor, tool, tool.name)
    cinema.settle(visitor)
    assert not any(isinstance(event, Consent) for event in cinema.new())

    with visitor.expect_response("**/consent"):
        tool.again(visitor, False)
    withdrawal = withdrawn(visitor, cinema)
    assert (withdrawal.tool, withdrawal.sid) == (tool.name, proof.sid)
    cinema.visit(visitor, tool, tool.name)
    nothing(visitor, cinema)


def test_cmp_choices_made_where_the_pixel_is_not(
    visitor: Page, cinema: Cinema, tool: Tool
) -> None:
    """What a tool remembers is no new yes, but a no that it found takes a yes back;
    ``auto`` takes the yes of a tool that knows us by name, and of no other."""
    cinema.visit(visitor, tool, None)
    tool.answer(visitor, True)
    cinema.visit(visitor, tool, "auto", late=True)
    cinema.settle(visitor)
    nothing(visitor, cinema)

    tool.again(visitor, False)
    if not tool.knows_us:
        tool.again(visitor, True)
        nothing(visitor, cinema)
        return
    cinema.proofs(visitor, "no")
    with visitor.expect_response("**/visit"):
        tool.again(visitor, True)
    assert cinema.proofs(visitor, "yes")[0].tool == tool.name

    cinema.visit(visitor, tool, None)
    tool.again(visitor, False)
    with visitor.expect_response("**/consent"):
        cinema.visit(visitor, tool, tool.name)
    assert withdrawn(visitor, cinema).tool == tool.name
