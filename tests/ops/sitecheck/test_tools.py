"""Real consent tools: recognised, answered yes and no, and taken back, in Chromium."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sites import KEY, SCRIPT, Reply, Town

from toile.portal.members.pixel.consent_tools import CONSENT_GUIDES
from toile.wire.sitecheck import Check, Finding, FindingCode, SiteReport, Weight

CheckIt = Callable[..., SiteReport]
Codes = Callable[[SiteReport], dict[str, Finding]]
Code = FindingCode
MODULES = Path(__file__).parents[3] / "web" / "node_modules"
pytestmark = pytest.mark.xdist_group("sitecheck")

HEADS = {
    "tarteaucitron": (
        '<script src="/tool/tarteaucitron.js"></script><script>tarteaucitron.init({'
        'privacyUrl: "", orientation: "middle", showAlertSmall: false,'
        "DenyAllCta: true, AcceptAllCta: true, highPrivacy: true,"
        "useExternalCss: false,"
        'cookieslist: false, showIcon: true, iconPosition: "BottomRight"});</script>'
    ),
    "orejime": (
        '<link rel=stylesheet href="/tool/dist/orejime-standard.css">'
        "<script>window.orejimeConfig = { privacyPolicyUrl: '/film', purposes: [] };"
        "</script>"
    ),
}
# What stands after the lines of the guide.
TAILS = {
    "tarteaucitron": "",
    "orejime": '<script src="/tool/dist/orejime-standard-fr.js"></script>',
}
FOLDERS = {"tarteaucitron": "tarteaucitronjs", "orejime": "orejime"}


def file_of(tool: str, path: str) -> Reply:
    found = MODULES / FOLDERS[tool] / path.removeprefix("/tool/")
    if not found.is_file():
        return Reply(404)
    kind = "text/css" if path.endswith(".css") else SCRIPT
    return Reply(200, found.read_bytes(), kind)


@pytest.mark.parametrize("tool", ["tarteaucitron", "orejime"])
def test_a_real_tool_with_the_lines_of_its_guide(
    town: Town, check_it: CheckIt, codes: Codes, tool: str
) -> None:
    ours = town.lines(KEY, banner=False, consent=tool)
    town.site(tool, HEADS[tool] + CONSENT_GUIDES[tool].lines + TAILS[tool] + ours)
    page = town.answers[tool]
    town.answers[tool] = lambda path: (
        file_of(tool, path) if path.startswith("/tool/") else page(path)
    )
    report = check_it(tool)
    found = codes(report)
    assert found[Code.TOOL_KNOWN].facts["tool"] == tool
    assert report.respects_consent, report.findings
    assert report.found(Check.YES)[0].weight is Weight.OK
    assert {Code.WITHDRAWN, Code.CHOICE_KEPT, Code.REFUSAL_THERE} <= set(found)
