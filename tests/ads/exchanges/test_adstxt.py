"""ads.txt as publishers write it: the specification's examples, and the world's."""

import codecs

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toile.ads.exchanges import adstxt
from toile.ads.exchanges.adstxt import (
    NOTHING,
    AdsTxt,
    FaultCause,
    Manager,
    authorises,
    parse,
)
from toile.wire.exchanges import AdsTxtRecord

# ads.txt 1.1 §4.3, §4.4, §4.5, §4.8, put together.
EXAMPLE = b"""\
# ads.txt file for example.com:
OWNERDOMAIN=mediacompany.com
MANAGERDOMAIN=yellowmediamanager.com, FR
MANAGERDOMAIN=bluemediamanager.com, US
greenadexchange.com, 12345, DIRECT, d75815a79
silverssp.com, 9675, RESELLER, f496211
blueadexchange.com, XF436, DIRECT
silverssp.com, ABE679, RESELLER
contact=adops@example.com
contact=http://example.com/contact-us
subdomain=divisionone.example.com
inventorypartnerdomain=programmerA.com
"""
READ = AdsTxt(
    records=frozenset(
        {
            AdsTxtRecord("greenadexchange.com", "12345", "DIRECT"),
            AdsTxtRecord("silverssp.com", "9675", "RESELLER"),
            AdsTxtRecord("blueadexchange.com", "XF436", "DIRECT"),
            AdsTxtRecord("silverssp.com", "ABE679", "RESELLER"),
        }
    ),
    contacts=("adops@example.com", "http://example.com/contact-us"),
    subdomains=("divisionone.example.com",),
    partners=("programmera.com",),
    owner="mediacompany.com",
    managers=(
        Manager("yellowmediamanager.com", "FR"),
        Manager("bluemediamanager.com", "US"),
    ),
)


def test_the_specification_s_examples_are_read() -> None:
    assert parse(EXAMPLE) == READ


@pytest.mark.parametrize(
    "written",
    [
        EXAMPLE.replace(b"\n", b"\r\n"),
        EXAMPLE.replace(b"\n", b"\r"),
        codecs.BOM_UTF8 + EXAMPLE,
        codecs.BOM_UTF16_LE + EXAMPLE.decode().encode("utf-16-le"),
        codecs.BOM_UTF16_BE + EXAMPLE.decode().encode("utf-16-be"),
        EXAMPLE.replace(b", ", b" \t,\xc2\xa0 "),
        EXAMPLE.replace(b"DIRECT", b"direct").replace(b"RESELLER", b"Reseller"),
        EXAMPLE.replace(b"silverssp.com", b"SilverSSP.com."),
        EXAMPLE.replace(b"\n", b" # a comment\n"),
        EXAMPLE.replace(b"DIRECT\n", b"DIRECT;ext=1,2;b\n"),
        EXAMPLE.replace(b"=", b" = "),
        EXAMPLE.replace(b"9675", b"%39675"),
        EXAMPLE + b"\n\n   \n# end\n" + EXAMPLE,
        EXAMPLE + b"LASTUPDATED=2026-11-30\nNEWVARIABLE=a, b\n",
        EXAMPLE + b"OWNERDOMAIN=second.example\n",
    ],
)
def test_it_is_read_alike_however_it_is_written(written: bytes) -> None:
    assert parse(written) == READ


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("greenadexchange.com", FaultCause.FIELDS),
        ("greenadexchange.com, 12345", FaultCause.FIELDS),
        ("greenadexchange.com; 12345; DIRECT", FaultCause.FIELDS),
        ("green ad exchange, 12345, DIRECT", FaultCause.DOMAIN),
        ("https://greenadexchange.com, 12345, DIRECT", FaultCause.DOMAIN),
        (".com, 12345, DIRECT", FaultCause.DOMAIN),
        ("greenadexchange.com, , DIRECT", FaultCause.ACCOUNT),
        (f"greenadexchange.com, {'9' * 257}, DIRECT", FaultCause.ACCOUNT),
        ("greenadexchange.com, 12345, BOTH", FaultCause.RELATION),
        ("SUBDOMAIN=", FaultCause.VALUE),
        ("OWNERDOMAIN=nobody", FaultCause.VALUE),
        ("MANAGERDOMAIN=manager.com, FRANCE", FaultCause.VALUE),
    ],
)
def test_a_line_that_says_nothing_is_a_fault_and_the_others_count(
    line: str, cause: FaultCause
) -> None:
    found = parse(EXAMPLE + line.encode() + b"\n")
    assert [(one.line, one.cause) for one in found.faults] == [(13, cause)]
    assert found.faults[0].text == line[:120]
    assert msgspec.structs.replace(found, faults=()) == READ


@pytest.mark.parametrize(
    "page",
    [
        b"<!DOCTYPE html><html><body>404, not found, DIRECT</body></html>",
        b"\n\n  <html>\ngreenadexchange.com, 12345, DIRECT\n",
        codecs.BOM_UTF8 + b"<!-- cms -->\nx.com, 1, DIRECT",
        b"<?xml version='1.0'?><Error>NoSuchKey</Error>",
    ],
)
def test_a_page_served_as_text_declares_nothing(page: bytes) -> None:
    assert parse(page) == AdsTxt(page=True)


def test_a_placeholder_declares_that_nobody_may_sell() -> None:
    found = parse(b"placeholder.example.com, placeholder, DIRECT, placeholder")
    assert found.records
    assert not authorises(found, "greenadexchange.com", "12345")


def test_an_account_is_authorised_as_it_is_declared() -> None:
    assert authorises(READ, "greenadexchange.com", "12345")
    assert authorises(READ, "GreenAdExchange.com", "12345", "DIRECT")
    assert not authorises(READ, "greenadexchange.com", "12345", "RESELLER")
    assert not authorises(READ, "greenadexchange.com", "9675")
    assert not authorises(READ, "silverssp.com", "abe679")
    assert not authorises(NOTHING, "silverssp.com", "9675")


def test_a_huge_file_is_read_as_far_as_its_bound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(adstxt, "LARGEST_BYTES", 40)
    found = parse(b"a.com, 1, DIRECT\nOWNERDOMAIN=owner.example.com\n")
    assert found.owner == ""
    assert found.records == {AdsTxtRecord("a.com", "1", "DIRECT")}
    assert found.truncated
    assert not parse(b"a.com, 1, DIRECT\n").truncated


def test_a_file_of_faults_keeps_a_hundred_and_a_file_of_lines_fifty_thousand() -> None:
    assert len(parse(b"?\n" * 5_000).faults) == 100
    many = b"".join(b"a.com, %d, DIRECT\n" % number for number in range(50_001))
    found = parse(many)
    assert (len(found.records), found.truncated) == (50_000, True)


@given(st.binary() | st.text().map(str.encode))
def test_whatever_a_server_sends_is_read(body: bytes) -> None:
    parse(body)


_LINES = st.lists(
    st.tuples(
        st.sampled_from(["a.com", "b.example.org", "é.fr", "=", "MANAGERDOMAIN=x"]),
        st.text(max_size=12),
        st.sampled_from(["DIRECT", "reseller", "", "#", ";"]),
    ).map(", ".join)
)


@given(_LINES, st.sampled_from(["\n", "\r\n", "\r"]))
def test_what_was_read_can_be_written_and_read_again(
    lines: list[str], end: str
) -> None:
    found = parse(end.join(lines).encode("utf-8", "replace"))
    sent = msgspec.msgpack.encode(found)
    assert msgspec.msgpack.decode(sent, type=AdsTxt) == found
