"""Hosts of addresses, and their root domains."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toile.ads.exchanges.domains import host_of, root_domain, within


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.LeMonde.fr/cinema/?a=b#c", "www.lemonde.fr"),
        ("http://user:secret@lemonde.fr:8080/", "lemonde.fr"),
        ("lemonde.fr", "lemonde.fr"),
        ("lemonde.fr.", "lemonde.fr"),
        ("//cdn.lemonde.fr/x", "cdn.lemonde.fr"),
        ("https://other.example#@lemonde.fr/", "other.example"),
        ("https://other.example\\@lemonde.fr/", "other.example"),
        ("https://cinéma.example", "xn--cinma-dsa.example"),
        ("localhost:8000", "localhost"),
        ("", ""),
        ("https://", ""),
        ("http://[::1", ""),
        ("not a host", ""),
        ("-a.com", ""),
        ("a..com", ""),
        ("a" * 64 + ".com", ""),
    ],
)
def test_the_host_of_an_address(address: str, host: str) -> None:
    assert host_of(address) == host


@pytest.mark.parametrize(
    ("host", "root"),
    [
        ("lemonde.fr", "lemonde.fr"),
        ("www.lemonde.fr", "lemonde.fr"),
        ("a.b.lemonde.fr", "lemonde.fr"),
        ("www.bbc.co.uk", "bbc.co.uk"),
        ("bbc.co.uk", "bbc.co.uk"),
        ("www.culture.gouv.fr", "culture.gouv.fr"),
        ("royal.wordpress.com", "royal.wordpress.com"),
        ("www.royal.over-blog.com", "royal.over-blog.com"),
        ("www.com.com", "com.com"),
        ("127.0.0.1", "127.0.0.1"),
        ("localhost", "localhost"),
    ],
)
def test_the_root_domain_of_a_host(host: str, root: str) -> None:
    assert root_domain(host) == root


@given(st.text())
def test_whatever_is_given_as_an_address_has_a_host_or_none(text: str) -> None:
    host = host_of(text)
    assert host_of(host) == host
    assert within(host, root_domain(host))
