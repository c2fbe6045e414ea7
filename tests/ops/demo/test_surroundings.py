"""A demo fills and wipes nothing but itself."""

from pathlib import Path

import pytest

from toile.ops.demo.surroundings import take_folder, take_up
from toile.wire.errors import SettingError


def test_what_belongs_to_a_real_installation_is_put_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = tmp_path / "real"
    for name, value in (
        ("TOILE_DATA", str(real)),
        ("DATABASE_URL", f"sqlite:///{real}/toile.sqlite3"),
        ("TOILE_JOURNAL", f"file:{real}/journal"),
        ("TOILE_POOL_KEYS", str(real / "pool.json")),
        ("TOILE_EDGE_PORT", "8199"),
    ):
        monkeypatch.setenv(name, value)
    # So that what take_up itself sets is undone as well.
    for name in ("TOILE_POOL_URL", "TOILE_ADS_URL", "TOILE_PORTAL_URL"):
        monkeypatch.setenv(name, "")
    unset = ("GEOGRAPHY", "SHOWTIMES", "SIMULATED", "TWO_FACTOR_REQUIRED")
    for name in (f"TOILE_{one}" for one in unset):
        monkeypatch.setenv(name, "")
    settings, addresses = take_up(tmp_path / "demo")

    assert str(real) not in repr(settings)
    assert settings.data == tmp_path / "demo"
    assert addresses.pool_url == "http://pool.localhost:8199"
    # The programme is the demo's own: no demo asks a server of the world.
    own = f"http://127.0.0.1:{settings.sites_port}/data-fair/"
    assert settings.showtimes.startswith(own)


def test_an_earlier_demo_is_forgotten(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    take_folder(folder, fresh=True)
    (folder / "journal").mkdir()
    take_folder(folder, fresh=False)
    assert (folder / "journal").exists()
    take_folder(folder, fresh=True)
    assert not (folder / "journal").exists()


def test_a_folder_that_is_no_demos_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").touch()
    with pytest.raises(SettingError, match="no demo made"):
        take_folder(tmp_path, fresh=True)
    assert (tmp_path / "thesis.odt").exists()


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingError, match="--data"):
        take_folder(tmp_path / "file" / "demo", fresh=True)
