"""Settings: few are needed, a bad one gets one sentence, the reference is current."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from toile.settings import TABLE, Settings, load
from toile.wire.errors import SettingError

ROOT = Path(__file__).parents[1]
BAD = [
    ("TOILE_EDGE_PORT", "abc"),
    ("TOILE_EDGE_PORT", "0"),
    ("TOILE_EDGE_PORT", "65536"),
    ("TOILE_PORTAL_PORT", "-1"),
    ("TOILE_PORTAL_PORT", "80.5"),
    ("TOILE_EDGE_PROCESSES", "0"),
    ("TOILE_EDGE_PROCESSES", "two"),
    ("TOILE_POOL_URL", "pool.example"),
    ("TOILE_ADS_URL", "ftp://ads.example"),
    ("TOILE_PORTAL_URL", "http://"),
    ("TOILE_PORTAL_URL", "http://["),
    ("TOILE_DEBUG", "maybe"),
    ("TOILE_SIMULATED", "2"),
]


@pytest.mark.parametrize(("variable", "value"), BAD)
def test_a_bad_value_is_one_sentence_with_variable_value_and_remedy(
    variable: str, value: str
) -> None:
    with pytest.raises(SettingError) as caught:
        load({variable: value})
    said = str(caught.value)
    assert said.startswith(f"{variable}: {value!r} will not do: ")
    assert "\n" not in said
    meaning = next(s.meaning for s in TABLE if s.variable == variable)
    assert said.endswith(f"It is {meaning[0].lower()}{meaning[1:]}")


def test_an_empty_environment_and_one_that_spells_all_defaults_agree(
    tmp_path: Path,
) -> None:
    minimal = {"TOILE_DATA": str(tmp_path), "TOILE_SECRET_KEY": "s"}
    full = {s.variable: s.default.format(data=tmp_path) for s in TABLE}
    assert load(minimal) == load({**full, "TOILE_SECRET_KEY": "s"})


def test_an_empty_value_means_the_default(tmp_path: Path) -> None:
    given = {"TOILE_DATA": str(tmp_path), "TOILE_SECRET_KEY": "s"}
    empty = {s.variable: "" for s in TABLE}
    assert load({**empty, **given}) == load(given)


def test_everything_lies_under_the_data_folder_even_after_a_change_of_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load({"TOILE_DATA": "here", "TOILE_JOURNAL": "file:log"})
    data = tmp_path / "here"
    assert (settings.data, settings.plan) == (data, data / "plan")
    assert settings.profiles == f"lmdb:{data}/profiles"
    assert settings.journal == f"file:{tmp_path}/log"
    assert settings.pool_keys == data / "keys" / "pool.json"


def test_values_are_read_as_what_they_are() -> None:
    settings = load(
        {
            "TOILE_TRUSTED_PROXIES": "10.0.0.1, 10.0.0.2 ::1",
            "TOILE_POOL_URL": "https://pool.example/",
            "TOILE_DEBUG": "Yes",
            "TOILE_EDGE_PORT": "443",
        }
    )
    assert settings.trusted_proxies == ("10.0.0.1", "10.0.0.2", "::1")
    assert settings.pool_url == "https://pool.example"
    assert (settings.debug, settings.edge_port) == (True, 443)
    assert settings.geography is None


def test_the_programme_is_read_from_its_public_address_or_not_at_all() -> None:
    assert load({}).showtimes.startswith("https://datacinesindes.fr/data-fair/")
    assert load({"TOILE_SHOWTIMES": "Off"}).showtimes == ""
    with pytest.raises(SettingError, match="TOILE_SHOWTIMES"):
        load({"TOILE_SHOWTIMES": "ftp://cinemas.example"})


def test_a_missing_session_key_is_made_anew_each_time() -> None:
    first, second = load({}).secret_key, load({}).secret_key
    assert len(first) >= 50
    assert first != second


def test_every_setting_is_in_the_table_once_with_all_its_words() -> None:
    assert [s.name for s in TABLE] == list(Settings.__struct_fields__)
    for setting in TABLE:
        assert setting.unit
        assert setting.meaning[0].isupper()


def test_the_process_environment_is_the_source(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TOILE_EDGE_PORT", "4321")
    assert load().edge_port == 4321


def test_the_committed_reference_is_current() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "reference.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "80"},
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
