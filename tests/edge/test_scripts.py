"""The scripts that pages embed: compressed, cached, and the banner names its site."""

import gzip
import json
from typing import Any

import msgspec
import pytest

from toile.edge.bundles import source
from toile.wire.plan import Controller

SCRIPTS = [
    "/pixel.js",
    "/tag.js",
    "/consent.js?site=royal-key",
    "/adapters/tarteaucitron.js",
]


@pytest.mark.parametrize("path", SCRIPTS)
def test_a_script_is_sent_plain_or_compressed(edge: Any, path: str) -> None:
    plain = edge.get(path)
    zipped = edge.get(path, {"Accept-Encoding": "br, gzip"})
    assert plain.status == zipped.status == 200
    assert "content-encoding" not in plain.headers
    assert zipped.headers["content-encoding"] == "gzip"
    assert gzip.decompress(zipped.body) == plain.body
    assert len(zipped.body) < len(plain.body)
    for reply in (plain, zipped):
        assert reply.headers["content-type"] == "text/javascript; charset=utf-8"
        assert reply.headers["cache-control"] == "public, max-age=3600"
        assert reply.headers["vary"] == "Accept-Encoding"
        assert reply.headers["access-control-allow-origin"] == "*"
        assert "set-cookie" not in reply.headers


@pytest.mark.parametrize("path", SCRIPTS)
def test_an_unchanged_script_is_304(edge: Any, path: str) -> None:
    etag = edge.get(path).headers["etag"]
    reply = edge.get(path, {"If-None-Match": etag, "Accept-Encoding": "gzip"})
    assert (reply.status, reply.body) == (304, b"")
    assert reply.headers["etag"] == etag
    assert edge.get(path, {"If-None-Match": '"other"'}).status == 200


def test_the_scripts_are_the_built_ones(edge: Any) -> None:
    assert edge.get("/pixel.js").body == source("pixel.js")
    assert edge.get("/tag.js").body == source("tag.js")
    assert edge.get("/consent.js?site=royal-key").body.endswith(source("consent.js"))


def banner_of(edge: Any, key: str) -> Any:
    body = edge.get(f"/consent.js?site={key}").body.decode()
    head = body.partition(";\n")[0]
    assert head.startswith("window.toileSite=")
    return json.loads(head.removeprefix("window.toileSite="))


def test_the_banner_names_the_site_and_every_controller(edge: Any) -> None:
    told = banner_of(edge, "royal-key")
    assert told["name"] == "Le Royal"
    assert told["privacy_url"] == "https://leroyal.example/confidentialite"
    assert [(c["name"], c["role"]) for c in told["controllers"]] == [
        ("SCARE", "union"),
        ("Klox", "operator"),
    ]
    assert banner_of(edge, "utopia-key")["name"] == "Utopia"


def test_a_new_plan_changes_the_banner_and_its_etag(edge: Any, house: Any) -> None:
    before = edge.get("/consent.js?site=royal-key").headers["etag"]
    site = msgspec.structs.replace(house.royal, name="Royal")
    house.publish_pool(sites=(site,), controllers=(Controller("SCARE", "union"),))
    edge.refresh()
    told = banner_of(edge, "royal-key")
    assert (told["name"], len(told["controllers"])) == ("Royal", 1)
    assert edge.get("/consent.js?site=royal-key").headers["etag"] != before


@pytest.mark.parametrize("query", ["", "?site=", "?site=nobody", "?site=%FF"])
def test_a_banner_for_nobody_is_404(edge: Any, query: str) -> None:
    reply = edge.get(f"/consent.js{query}")
    assert (reply.status, reply.code) == (404, "unknown_site")
    assert edge.counted("banner", "unknown_site") == 1


def test_the_tcf_adapter_knows_the_operators_number(make_house: Any) -> None:
    for number in ("755", "0"):
        with make_house(TOILE_TCF_VENDOR=number).open() as edge:
            assert edge.get("/adapters/tcf.js").body.startswith(
                b"window.toileVendor=%s;\n" % number.encode()
            )
            assert b"toileVendor=" not in edge.get("/adapters/didomi.js").body


@pytest.mark.parametrize("name", ["", "nobody.js", "../pixel.js", "tcf", "tcf.js/x"])
def test_an_unknown_adapter_is_404(edge: Any, name: str) -> None:
    reply = edge.get(f"/adapters/{name}")
    assert (reply.status, reply.code) == (404, "unknown_tool")
