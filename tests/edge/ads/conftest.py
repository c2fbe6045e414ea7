"""Where addresses are: a small database of places."""

from pathlib import Path

import netaddr  # type: ignore[import-untyped]  # it ships no types
import pytest
from mmdb_writer import MMDBWriter


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database in both layouts: DB-IP's for Toulon, MaxMind's for Paris."""
    writer = MMDBWriter(6, "test", ipv4_compatible=True)
    rows: list[tuple[str, dict[str, object]]] = [
        ("203.0.113.0/24", {"country_code": "FR", "postcode": "83000"}),
        (
            "198.51.100.0/24",
            {"country": {"iso_code": "FR"}, "postal": {"code": "75011"}},
        ),
        ("192.0.2.0/24", {"country_code": "BE", "postcode": "83000"}),
        ("2001:db8::/32", {"country_code": "FR", "postcode": "20200"}),
        ("127.0.0.0/8", {"country_code": "FR", "postcode": 83000}),
    ]
    for network, record in rows:
        writer.insert_network(netaddr.IPSet([network]), record)
    path = tmp_path / "places.mmdb"
    writer.to_db_file(str(path))
    return path
