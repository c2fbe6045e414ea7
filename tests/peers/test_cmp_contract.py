"""Every consent tool keeps one contract: no trace before a yes nor after a no, each
choice proven once with the tool's name, each change followed, also after a reload.

The names say which tools are the real ones and which act out their documentation.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from cmp_stage import Cinema, ids, receipt, settle
from cmp_tools import TOOLS, Tool
from toile.wire.events import Consent, Visit

pytestmark = pytest.mark.parametrize("tool", TOOLS.values(), ids=TOOLS.keys())
VISITED = {"POST /consent", "POST /visit"}


@pytest.fixture(autouse=True)
def _nobody_else(visitor: Page, cinema: Cinema) -> Iterator[None]:
    """Neither the tool nor we ask the internet."""
    asked: list[str] = []
    visitor.on("request", lambda request: asked.append(request.url))
    yield
    assert [url for url in asked if ".localhost" not in url] == []


def nothing(visitor: Page, cinema: Cinema) -> None:
    settle(visitor, cinema)
    assert (cinema.calls(), cinema.new()) == ([], [])
    assert ids(visitor) == set()
    assert not receipt(visitor)


def test_cmp_undecided_then_no(visitor: Page, cinema: Cinema, tool: Tool) -> None:
    address = cinema.page(tool, tool.name)
    visitor.goto(address)
    nothing(visitor, cinema)

    tool.answer(visitor, False)
    (proof,) = cinema.proofs(visitor, "no")
    assert (proof.tool, proof.tool_version) == (tool.name, tool.version)
    # A refusal is nobody's: no id, and no string by which it could be one's.
    assert (proof.sid, proof.tc_string) == (None, "")
    assert cinema.calls() == ["POST /consent"]
    nothing(visitor, cinema)

    visitor.goto(address)
    nothing(visitor, cinema)


def test_cmp_yes_then_no(visitor: Page, cinema: Cinema, tool: Tool) -> None:
    address = cinema.page(tool, tool.name, late=True)
    visitor.goto(address)
    settle(visitor, cinema)
    with visitor.expect_response("**/visit"):
        tool.answer(visitor, True)
    (proof,) = cinema.proofs(visitor, "yes")
    assert (proof.tool, proof.tool_version) == (tool.name, tool.version)
    assert (proof.language, proof.sid is not None) == ("fr", True)
    assert bool(proof.tc_string) == (tool.name == "tcf")
    assert "tid" in ids(visitor)
    assert VISITED <= set(cinema.calls())

    with visitor.expect_response("**/visit"):
        visitor.goto(cinema.page(tool, tool.name, late=True))
    settle(visitor, cinema)
    assert not [e for e in cinema.new() if isinstance(e, Consent)], "a yes, only once"
    cinema.calls()

    with visitor.expect_response("**/consent"):
        tool.again(visitor, False)
    (withdrawal,) = cinema.proofs(visitor, "withdrawal")
    assert (withdrawal.tool, withdrawal.sid) == (tool.name, proof.sid)
    visitor.wait_for_function("!localStorage.getItem('toile')")
    settle(visitor, cinema)
    cinema.calls()
    visitor.goto(address)
    nothing(visitor, cinema)


def test_cmp_no_then_yes(visitor: Page, cinema: Cinema, tool: Tool) -> None:
    visitor.goto(cinema.page(tool, tool.name))
    settle(visitor, cinema)
    tool.answer(visitor, False)
    cinema.proofs(visitor, "no")
    visitor.goto(cinema.page(tool, tool.name, late=True))
    settle(visitor, cinema)
    with visitor.expect_response("**/visit"):
        tool.again(visitor, True)
    (proof,) = cinema.proofs(visitor, "yes")
    assert proof.tool == tool.name


def test_cmp_choices_made_where_the_pixel_is_not(
    visitor: Page, cinema: Cinema, tool: Tool
) -> None:
    """What a tool remembers is no new yes, but a no that it found takes a yes back."""
    bare = cinema.page(tool, None)
    visitor.goto(bare)
    tool.answer(visitor, True)
    visitor.goto(cinema.page(tool, tool.name, late=True))
    nothing(visitor, cinema)

    tool.again(visitor, False)
    settle(visitor, cinema)
    with visitor.expect_response("**/visit"):
        tool.again(visitor, True)
    assert [e.choice for e in cinema.new() if isinstance(e, Consent)][-1] == "yes"

    visitor.goto(bare)
    tool.again(visitor, False)
    with visitor.expect_response("**/consent"):
        visitor.goto(cinema.page(tool, tool.name))
    (withdrawal,) = cinema.proofs(visitor, "withdrawal")
    assert withdrawal.tool == tool.name
    visitor.wait_for_function("!localStorage.getItem('toile')")


def test_cmp_found_by_itself_or_not_at_all(
    visitor: Page, cinema: Cinema, tool: Tool
) -> None:
    """``auto`` takes the yes of a tool that knows us by name, and of no other; a line
    that names no tool, or another tool, takes none."""
    answer = tool.answer
    for consent in ("", "nobody", "wix" if tool.name != "wix" else "didomi"):
        visitor.goto(cinema.page(tool, consent))
        settle(visitor, cinema)
        answer(visitor, True)
        nothing(visitor, cinema)
        answer = tool.again
        answer(visitor, False)

    visitor.goto(cinema.page(tool, "auto", late=True))
    settle(visitor, cinema)
    settle(visitor, cinema)
    tool.again(visitor, True)
    if not tool.knows_us:
        nothing(visitor, cinema)
        return
    (proof,) = cinema.proofs(visitor, "yes")
    assert proof.tool == tool.name
    with visitor.expect_response("**/visit"):
        visitor.goto(cinema.page(tool, "auto"))
    assert any(isinstance(event, Visit) for event in cinema.new())
