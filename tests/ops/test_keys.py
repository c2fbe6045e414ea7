"""Keys are made once, for their owner alone, and never replaced."""

import json
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from toile.ads import keys as ads_keys
from toile.ops.cli import app
from toile.ops.keys import custody_of, ensure_keys, ensure_portal_key
from toile.settings import Settings, load
from toile.wire.errors import SettingError


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of an empty installation."""
    return load({"TOILE_DATA": str(tmp_path / "data")})


def test_both_files_are_made_readable_by_their_owner_alone(settings: Settings) -> None:
    made = ensure_keys(settings)
    master = Path(settings.pool_master)
    assert made == [master, settings.pool_keys, settings.ads_keys]
    for path in made:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_keys_are_good_and_only_the_doors_is_shared(settings: Settings) -> None:
    ensure_keys(settings)
    pool = custody_of(settings).keys()
    ads = ads_keys.read(settings.ads_keys.read_bytes(), "ads.json")
    assert pool.door.hex() == ads.door
    ids = pool.ids[0]
    made = {ids.sid.hex(), ids.aid.hex(), pool.receipt.hex(), ads.door, ads.token}
    assert len({*made, ads.why}) == 6


def test_keys_that_are_there_are_never_replaced(settings: Settings) -> None:
    ensure_keys(settings)
    before = [path.read_bytes() for path in (settings.pool_keys, settings.ads_keys)]
    assert ensure_keys(settings) == []
    after = [path.read_bytes() for path in (settings.pool_keys, settings.ads_keys)]
    assert before == after


@pytest.mark.parametrize("missing", ["pool_keys", "ads_keys"])
def test_one_missing_file_is_an_error_that_names_it(
    settings: Settings, missing: str
) -> None:
    ensure_keys(settings)
    path: Path = getattr(settings, missing)
    path.unlink()
    with pytest.raises(SettingError, match="Restore it from its safe") as caught:
        ensure_keys(settings)
    assert caught.value.thing == str(path)
    assert not path.exists()


def test_a_folder_that_cannot_be_written_is_an_error_with_a_remedy(
    tmp_path: Path,
) -> None:
    (tmp_path / "data").write_text("a file where a folder must be")
    settings = load({"TOILE_DATA": str(tmp_path / "data")})
    with pytest.raises(SettingError, match="TOILE_DATA"):
        ensure_keys(settings)


def test_the_portals_key_survives_a_restart(settings: Settings) -> None:
    key = ensure_portal_key(settings)
    assert len(key) >= 50
    assert ensure_portal_key(settings) == key
    path = settings.data / "keys" / "portal.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def older(settings: Settings) -> dict[str, str]:
    """The operator's file as it was before there were exchanges."""
    ensure_keys(settings)
    keys: dict[str, str] = json.loads(settings.ads_keys.read_bytes())
    for name in ("partners", "exchanges"):
        del keys[name]
    settings.ads_keys.write_text(json.dumps(keys))
    return keys


def test_an_older_file_is_completed_and_keeps_what_it_had(settings: Settings) -> None:
    before = older(settings)
    with pytest.raises(SettingError, match="toile keys --wing ads"):
        ads_keys.read(settings.ads_keys.read_bytes(), "ads.json")
    assert ensure_keys(settings) == [settings.ads_keys]
    after = ads_keys.read(settings.ads_keys.read_bytes(), "ads.json")
    assert {name: getattr(after, name) for name in before} == before
    assert after.partners != after.exchanges
    assert stat.S_IMODE(settings.ads_keys.stat().st_mode) == 0o600
    assert [path.name for path in settings.ads_keys.parent.iterdir()].count(
        settings.ads_keys.name
    ) == 1
    assert ensure_keys(settings) == []


def test_a_machine_of_the_ads_wing_alone_completes_its_file(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    older(settings)
    settings.pool_keys.unlink()
    monkeypatch.setenv("TOILE_DATA", str(settings.data))
    done = CliRunner().invoke(app, ["keys", "--wing", "ads"])
    assert done.exit_code == 0, done.output
    assert str(settings.ads_keys) in done.output
    assert ads_keys.read(settings.ads_keys.read_bytes(), "ads.json").partners
    assert not settings.pool_keys.exists()


@pytest.mark.parametrize("document", [b"", b"[]", b'{"token": 1}', b"{", b"\xff"])
def test_a_damaged_file_is_left_as_it_is_with_a_remedy(
    settings: Settings, document: bytes
) -> None:
    ensure_keys(settings)
    settings.ads_keys.write_bytes(document)
    with pytest.raises(SettingError, match="from its safe"):
        ensure_keys(settings)
    assert settings.ads_keys.read_bytes() == document


def test_a_file_of_before_is_wrapped_and_its_ids_stay(settings: Settings) -> None:
    ensure_keys(settings)
    plain = {
        "sid": "1a" * 32,
        "aid": "2b" * 16,
        "receipt": "3c" * 32,
        "door": "4d" * 32,
    }
    settings.pool_keys.write_text(json.dumps(plain))
    assert ensure_keys(settings) == [settings.pool_keys]
    keys = custody_of(settings).keys()
    assert (keys.ids[0].sid.hex(), keys.door.hex()) == (plain["sid"], plain["door"])
    assert not any(key in settings.pool_keys.read_text() for key in plain.values())
    assert ensure_keys(settings) == []


@pytest.mark.parametrize("name", ["pool_keys", "pool_master"])
def test_keys_that_others_may_open_are_refused(settings: Settings, name: str) -> None:
    ensure_keys(settings)
    path = Path(getattr(settings, name))
    path.chmod(0o644)
    with pytest.raises(SettingError, match=f"mode 0644.*chmod 600 {path}"):
        custody_of(settings).keys()


def test_a_key_given_as_the_setting_itself_is_never_shown(
    tmp_path: Path,
) -> None:
    key = "ab" * 32
    given = load({"TOILE_DATA": str(tmp_path), "TOILE_POOL_MASTER": key})
    with pytest.raises(SettingError, match="never the key itself") as caught:
        ensure_keys(given)
    assert key not in str(caught.value) + repr(given) + repr(custody_of(given))


def test_the_master_key_may_come_from_a_variable_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UNION_MASTER", "cd" * 32)
    given = load({"TOILE_DATA": str(tmp_path), "TOILE_POOL_MASTER": "env:UNION_MASTER"})
    assert ensure_keys(given) == [given.pool_keys, given.ads_keys]
    assert custody_of(given).keys().ids[0].version == 1
    monkeypatch.delenv("UNION_MASTER")
    with pytest.raises(SettingError, match="UNION_MASTER is empty"):
        custody_of(given).keys()
