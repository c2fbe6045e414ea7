"""What the checks conclude from what was seen, without a browser."""

import msgspec
import pytest

from toile.ops.sitecheck.addresses import AddressError, cleaned, is_public, resolve
from toile.ops.sitecheck.checks import conclude
from toile.ops.sitecheck.makers import maker_of
from toile.ops.sitecheck.seen import (
    AfterNo,
    AfterYes,
    Asked,
    Blocked,
    Box,
    Opening,
    Seen,
    Tag,
)
from toile.ops.sitecheck.tools import ACCEPT_WORDS, REFUSE_WORDS, REOPEN_WORDS
from toile.portal.members.pixel.makers import MAKERS as TUTORIALS
from toile.wire.sitecheck import FindingCode, SiteBrief, Weight

Code = FindingCode
POOL = "https://pool.toile.example"
BRIEF = SiteBrief(
    url="https://leroyal.example/", pool_url=POOL, ads_url=POOL, key="k-1"
)
VISIT = Asked("POST", f"{POOL}/visit")


def told(**opening: object) -> dict[str, Weight]:
    seen = Seen(
        brief=BRIEF, final_url=BRIEF.url, opening=msgspec.convert(opening, Opening)
    )
    return {finding.code: finding.weight for finding in conclude(seen)}


@pytest.mark.parametrize(
    ("tags", "code"),
    [
        ([], Code.PIXEL_ABSENT),
        ([Tag("pixel", POOL, "k-1", True)], Code.PIXEL_THERE),
        ([Tag("pixel", POOL, "k-2", True)], Code.OTHER_KEY),
        ([Tag("pixel", "https://other.example", "k-1", True)], Code.OTHER_HOST),
        ([Tag("consent", POOL, "k-1", True)], Code.PIXEL_ABSENT),
        (2 * [Tag("pixel", POOL, "k-1", True)], Code.PIXEL_TWICE),
        ([Tag("pixel", POOL, "k-1", False)], Code.NO_CROSSORIGIN),
        (
            [Tag("pixel", POOL.replace("https", "http"), "k-1", True)],
            Code.MIXED_CONTENT,
        ),
    ],
)
def test_the_pixel_is_there_once_with_its_key(tags: list[Tag], code: str) -> None:
    assert code in told(tags=msgspec.to_builtins(tags))


@pytest.mark.parametrize(
    ("no", "code"),
    [
        (Box("Refuser", 100, 40, 16), Code.REFUSAL_THERE),
        (Box("Continuer sans accepter", 60, 15, 10), Code.REFUSAL_FAINT),
        (Box("Refuser", 100, 40, 10), Code.REFUSAL_FAINT),
        (None, Code.REFUSAL_ABSENT),
    ],
)
def test_a_refusal_is_as_easily_seen_as_a_yes(no: Box | None, code: str) -> None:
    found = told(
        accept=msgspec.to_builtins(Box("Accepter", 100, 40, 16)),
        refuse=msgspec.to_builtins(no),
    )
    assert code in found


def test_the_proof_of_a_no_is_allowed_and_everything_else_is_not() -> None:
    no = AfterNo(pressed=True, asked=[Asked("POST", f"{POOL}/consent", "no")])
    seen = Seen(brief=BRIEF, final_url=BRIEF.url, opening=Opening(), no=no)
    assert Code.SILENT_AFTER_NO in {one.code for one in conclude(seen)}
    for asked in (VISIT, Asked("GET", f"{POOL}/match"), Asked("POST", POOL, "yes")):
        no.asked = [asked]
        assert Code.FIRED_AFTER_NO in {one.code for one in conclude(seen)}


def test_a_visit_after_a_withdrawal_is_one_without_consent() -> None:
    yes = AfterYes(
        pressed=True,
        asked=[Asked("POST", f"{POOL}/consent", "yes"), VISIT],
        reopened=True,
        taken_back=True,
        back_asked=[Asked("POST", f"{POOL}/consent", "withdrawal")],
        after_back=[VISIT],
    )
    seen = Seen(brief=BRIEF, final_url=BRIEF.url, opening=Opening(), yes=yes)
    codes = {finding.code for finding in conclude(seen)}
    assert {Code.WITHDRAWN, Code.FIRED_AFTER_NO} <= codes


def test_what_was_held_back_and_what_strangers_heard_is_told() -> None:
    seen = Seen(
        brief=BRIEF,
        final_url=BRIEF.url,
        opening=Opening(),
        blocked=[Blocked("csp", f"{POOL}/pixel.js")],
        strangers=["https://tracker.example"],
    )
    codes = {finding.code: finding.facts for finding in conclude(seen)}
    assert codes[Code.POLICY_BLOCKS]["hosts"] == POOL
    assert codes[Code.THIRD_PARTY]["hosts"] == "https://tracker.example"


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ('<meta name="bocms:theater:id" content="W75">', "boost"),
        ('<img src="https://cinemedia.cine.digital/a.jpg">', "cineoffice"),
        ('<a href="https://www.ticketingcine.fr/?x">', "ems"),
        ('<a href="https://leroyal-vad.cotecine.fr/">', "cinegroup"),
        ('<link href="/wp-content/themes/a.css">', "wordpress"),
        ('<meta name="generator" content="Joomla! - Open Source">', "joomla"),
        ('<img src="https://static.wixstatic.com/a.png">', "wix"),
        ("<p>fait à la main</p>", ""),
    ],
)
def test_makers_are_known_by_their_marks_and_have_a_tutorial(
    html: str, code: str
) -> None:
    assert maker_of(html, []) == code
    assert not code or code in TUTORIALS


@pytest.mark.parametrize(
    "words", ["Tout accepter", "J’accepte", "OK, tout accepter", "Accepter et fermer"]
)
def test_words_of_a_yes(words: str) -> None:
    assert ACCEPT_WORDS.match(words)
    assert not REFUSE_WORDS.match(words)


@pytest.mark.parametrize(
    "words", ["Tout refuser", "Continuer sans accepter", "Je refuse", "Refuser tous"]
)
def test_words_of_a_no(words: str) -> None:
    assert REFUSE_WORDS.match(words)
    assert not ACCEPT_WORDS.match(words)


@pytest.mark.parametrize(
    "words", ["Gérer mes cookies", "Vos choix", "Paramètres des cookies"]
)
def test_words_that_open_the_choices_again(words: str) -> None:
    assert REOPEN_WORDS.match(words)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "100.64.0.1"),
        *("0.0.0.0", "224.0.0.1", "::1", "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1"),
        *("64:ff9b::7f00:1", "2002:7f00:1::"),
    ],
)
def test_private_addresses_however_they_are_written(address: str) -> None:
    assert not is_public(address)
    assert is_public("185.15.58.224")
    assert is_public("2a02:ec80:600:ed1a::1")


@pytest.mark.parametrize(
    "host", ["localhost", "a.localhost", "127.1", "2130706433", "0x7f.1", "[::1]"]
)
def test_names_and_numbers_that_lead_home_are_refused(host: str) -> None:
    with pytest.raises(AddressError) as refused:
        resolve(host.strip("[]"), 80, private=False)
    assert refused.value.code in (Code.PRIVATE_ADDRESS, Code.NO_SUCH_HOST)


def test_addresses_are_cleaned_as_browsers_write_them() -> None:
    assert cleaned(" LeRoyal.example ") == "https://leroyal.example/"
    assert (
        cleaned("http://cinéma.example:80/a?b#c") == "http://xn--cinma-dsa.example/a?b"
    )
    for bad in (
        "",
        "http://",
        "gopher://a.example",
        "http://u:p@a.example",
        "http://a:b",
    ):
        with pytest.raises(AddressError):
            cleaned(bad)
