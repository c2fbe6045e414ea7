"""Geography: the request's address, and a claim only if our own proxy makes it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from toile.edge.ads.geography import Places
from toile.edge.server import Request
from toile.wire.errors import SettingError
from toile.wire.targeting import Geography, Targeting

PAGE = {"Origin": "https://franceinter.example"}
VAR = Geography("FR", "93", "83")
TOULON = "203.0.113.7"
PARIS = "198.51.100.7"
BRUSSELS = "192.0.2.7"


def request(peer: str, forwarded: bytes = b"") -> Request:
    headers = {b"x-forwarded-for": forwarded} if forwarded else {}
    return Request("GET", "/ad", b"", headers, peer)


@pytest.mark.parametrize(
    ("peer", "place"),
    [
        (TOULON, VAR),
        (PARIS, Geography("FR", "11", "75")),
        (BRUSSELS, Geography("BE")),
        ("2001:db8::1", Geography("FR", "94", "2B")),
        ("127.0.0.1", Geography("FR")),
        ("8.8.8.8", Geography()),
        ("", Geography()),
        ("not an address", Geography()),
    ],
)
def test_addresses_and_their_places(
    database: Path, peer: str, place: Geography
) -> None:
    assert Places(database, ()).of(request(peer)) == place


@pytest.mark.parametrize(
    ("peer", "forwarded", "place"),
    [
        ("127.0.0.1", TOULON.encode(), VAR),
        ("127.0.0.1", f"{PARIS}, {TOULON}".encode(), VAR),
        ("127.0.0.1", b"unknown", Geography()),
        ("127.0.0.1", b"\xff", Geography()),
        (BRUSSELS, TOULON.encode(), Geography("BE")),
    ],
)
def test_a_forwarded_address_is_believed_from_trusted_peers_only(
    database: Path, peer: str, forwarded: bytes, place: Geography
) -> None:
    places = Places(database, ("127.0.0.1",))
    assert places.of(request(peer, forwarded)) == place


def test_without_a_database_places_are_unknown() -> None:
    assert Places(None, ()).of(request(TOULON)) == Geography()


@pytest.mark.parametrize("content", [None, b"", b"no database"])
def test_a_database_that_cannot_be_read_names_the_setting(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "broken.mmdb"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingError, match="TOILE_GEOGRAPHY"):
        Places(path, ())


def test_a_damaged_database_makes_places_unknown_not_errors(
    database: Path, tmp_path: Path
) -> None:
    content = bytearray(database.read_bytes())
    at = content.index(b"country_code") - 1
    content[at : at + 20] = b"\xff" * 20
    damaged = tmp_path / "damaged.mmdb"
    damaged.write_bytes(content)
    assert Places(damaged, ()).of(request(TOULON)) == Geography()


def test_a_line_for_the_var_is_served_in_the_var_only(
    make_house: Callable[..., Any], database: Path
) -> None:
    house = make_house(TOILE_GEOGRAPHY=str(database), TOILE_TRUSTED_PROXIES="127.0.0.1")
    wanted = Targeting(geography=(Geography(departement="83"),))
    house.publish_ads(house.contextual(targeting=wanted))
    with house.open() as edge:
        for address, status in ((TOULON, 200), (PARIS, 204), ("8.8.8.8", 204)):
            asked = {**PAGE, "X-Forwarded-For": address}
            assert edge.get("/ad?p=inter-insert", asked).status == status
        assert edge.counted("ad", "geography") == 2


def test_a_spectators_own_claim_is_not_believed(
    make_house: Callable[..., Any], database: Path
) -> None:
    house = make_house(TOILE_GEOGRAPHY=str(database))
    wanted = Targeting(geography=(Geography(departement="83"),))
    house.publish_ads(house.contextual(targeting=wanted))
    with house.open() as edge:
        asked = {**PAGE, "X-Forwarded-For": TOULON}
        assert edge.get("/ad?p=inter-insert", asked).status == 204
