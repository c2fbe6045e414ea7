"""What the checker says of sites that do well and badly, in a real browser."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from sites import Reply, Town, slowly

from toile.wire.sitecheck import Check, Finding, FindingCode, SiteReport, Weight

CheckIt = Callable[..., SiteReport]
Codes = Callable[[SiteReport], dict[str, Finding]]
Code = FindingCode
pytestmark = pytest.mark.xdist_group("sitecheck")


def visit_at_once(town: Town) -> str:
    return (
        f"<script>new Image().src = '{town.url('pool', '/visit.gif')}?site=x';</script>"
    )


def test_a_good_site_has_nothing_to_mend_and_reaches_no_door_of_the_pool(
    town: Town, check_it: CheckIt, codes: Codes, tmp_path: Path
) -> None:
    town.site("good", town.lines())
    report = check_it("good")
    assert report.worst is Weight.OK
    assert report.respects_consent
    assert {finding.check for finding in report.findings} == set(Check)
    found = codes(report)
    assert found[Code.TOOL_KNOWN].facts["tool"] == "toile"
    assert found[Code.CONTROLLERS_NAMED].facts["names"] == "SCARE, Klox"
    assert {Code.EACH_PAGE, Code.WAITS_FOR_EYES, Code.WITHDRAWN} <= set(found)
    assert {Code.CHOICE_KEPT, Code.REFUSAL_THERE, Code.SITE_NOT_OPEN} <= set(found)
    # A check's yes is nobody's: nothing of it may be recorded.
    assert town.collected == []
    assert [shot.moment for shot in report.shots] == ["before", "yes", "no"]
    for shot in report.shots:
        picture = (tmp_path / shot.file).read_bytes()
        assert picture.startswith(b"\xff\xd8")
        assert hashlib.sha256(picture).hexdigest() == shot.sha256


def test_a_site_that_fires_before_a_choice_is_found_out(
    town: Town, check_it: CheckIt, codes: Codes
) -> None:
    town.site("early", town.lines() + visit_at_once(town))
    report = check_it("early")
    assert codes(report)[Code.FIRED_BEFORE].facts["what"].endswith("/visit.gif")
    assert report.fires_without_consent
    assert not report.respects_consent
    assert town.collected == []


def test_a_tool_that_says_yes_by_itself_is_found_out(
    town: Town, check_it: CheckIt, codes: Codes
) -> None:
    say = (
        "<script>document.dispatchEvent(new CustomEvent('toile:consent',{detail:"
        "window.toileConsent={choice:'yes',fresh:true,tool:'x',tool_version:'',"
        "text_version:'',language:'fr'}}))</script>"
    )
    town.site("lying", say + town.lines(banner=False))
    report = check_it("lying")
    assert report.fires_without_consent
    assert codes(report)[Code.STORED_BEFORE].facts["what"] == "localStorage toile"


def test_a_site_that_fires_after_a_no_is_found_out(
    town: Town, check_it: CheckIt, codes: Codes
) -> None:
    late = (
        "<script>addEventListener('click', e => {"
        " if (/Refuser/.test(e.target.innerText)) new Image().src ="
        f" '{town.url('pool', '/visit.gif')}?site=x'; }}, true)</script>"
    )
    town.site("late", town.lines() + late)
    report = check_it("late")
    assert Code.SILENT_BEFORE in codes(report)
    assert Code.FIRED_AFTER_NO in codes(report)
    assert report.fires_without_consent


def test_a_banner_without_a_refusal_and_with_foreign_trackers(
    town: Town, check_it: CheckIt, codes: Codes
) -> None:
    banner = (
        '<div style="position:fixed;bottom:0"><p>Nous utilisons des cookies.</p>'
        "<button>Tout accepter</button></div><script>document.cookie='_ga=1'</script>"
    )
    town.site("pushy", 2 * town.lines(banner=False), banner)
    found = codes(check_it("pushy"))
    assert found[Code.PIXEL_TWICE].facts["number"] == "2"
    assert found[Code.TOOL_UNKNOWN].check is Check.TOOL
    assert Code.REFUSAL_ABSENT in found
    assert found[Code.CONTROLLERS_UNNAMED].facts["names"] == "SCARE, Klox"
    assert found[Code.OTHERS_STORED_BEFORE].facts["what"] == "_ga"
    assert Code.MUTE_AFTER_YES in found
    assert Code.NO_NOT_PRESSED in found


def test_a_policy_that_holds_the_pixel_back_is_named_with_its_remedy(
    town: Town, check_it: CheckIt, codes: Codes
) -> None:
    policy = f"script-src 'unsafe-inline' {town.url('pool', '')}; connect-src 'self'"
    town.site("strict", town.lines(), Content_Security_Policy=policy)
    found = codes(check_it("strict"))
    assert found[Code.POLICY_BLOCKS].facts["hosts"] == town.url("pool", "")


def test_sites_that_cannot_be_looked_at_say_why_and_prove_nothing(
    town: Town, check_it: CheckIt, codes: Codes
) -> None:
    town.answers["circle"] = lambda _p: Reply(302, headers=(("Location", "/"),))
    town.answers["file"] = lambda _p: Reply(
        body=b"MZ",
        kind="application/x-dos",
        headers=(("Content-Disposition", "attachment"),),
    )
    town.answers["gone"] = lambda _p: Reply(503, b"<p>Entretien</p>")
    town.answers["list"] = lambda _p: Reply(body=b"{}", kind="application/json")
    town.answers["hung"] = slowly
    town.answers["vast"] = lambda _p: Reply(body=b"<p>" + b"x" * 3_000_000)
    town.answers["scheme"] = lambda _p: Reply(
        302, headers=(("Location", "file:///etc"),)
    )
    town.site("spin", "<script>location.reload()</script>")
    expected = {
        "circle": {Code.REDIRECT_LOOP},
        "file": {Code.DOWNLOAD},
        "gone": {Code.BAD_STATUS},
        "list": {Code.NO_PAGE},
        "hung": {Code.TOO_SLOW},
        "vast": {Code.TOO_LARGE},
        "scheme": {Code.BAD_ADDRESS},
        "spin": {Code.REDIRECT_LOOP},
    }
    for host, code in expected.items():
        report = check_it(host, most_bytes=1_000_000)
        assert set(codes(report)) == code, host
        assert report.worst is Weight.UNKNOWN
        assert not report.fires_without_consent
        assert not report.respects_consent
    dead = check_it("dead", url="http://127.0.0.1:9/")
    assert set(codes(dead)) == {Code.NO_ANSWER}


def test_nothing_private_is_opened_in_production_not_even_by_a_redirection(
    town: Town, check_it: CheckIt, codes: Codes
) -> None:
    town.site("good", town.lines())
    assert set(codes(check_it("good", private=False))) == {Code.PRIVATE_ADDRESS}
    for url in (
        "file:///etc/passwd",
        "javascript:alert(1)",
        "ftp://a.example/",
        "http://",
    ):
        assert set(codes(check_it("good", url=url))) == {Code.BAD_ADDRESS}
    unknown = check_it("good", url="https://nobody.invalid/")
    assert set(codes(unknown)) == {Code.NO_SUCH_HOST}


def test_dialogs_windows_schemes_and_robots_hold_nothing_up(
    town: Town, check_it: CheckIt, codes: Codes
) -> None:
    rude = (
        "<script>alert('1'); confirm('2'); onbeforeunload = () => 'Restez !';"
        "addEventListener('click', () => window.open('/film'));"
        "</script><iframe src='toile-test:boom'></iframe>"
    )
    town.site("rude", town.lines() + rude)
    page = town.answers["rude"]
    robots = Reply(body=b"User-agent: *\nDisallow: /\n", kind="text/plain")
    town.answers["rude"] = lambda path: robots if path == "/robots.txt" else page(path)
    to = (("Location", town.url("rude")),)
    town.answers["old"] = lambda _path: Reply(301, headers=to)
    report = check_it("old")
    assert report.respects_consent
    assert report.found(Check.YES)[0].weight is Weight.OK
    assert Code.ROBOTS in codes(report)
    assert codes(report)[Code.REDIRECTED].facts["host"] == "rude.localhost"
