"""What every profile store keeps; a new implementation only adds a parameter."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from toile.profiles import Space, open_space
from toile.wire.errors import ProfileError

TABLES = ("profiles", "cursors")

READ_ONE = """
import sys
from toile.profiles import open_space

space = open_space(sys.argv[1], "pool", ("profiles", "cursors"), read_only=True)
for line in sys.stdin:
    value = space.get("profiles", line.strip().encode())
    print("-" if value is None else value.decode(), flush=True)
"""

UPDATE_AND_HANG = """
import sys
from toile.profiles import open_space

space = open_space(sys.argv[1], "pool", ("profiles", "cursors"))
with space.update() as update:
    update.put("profiles", b"half", b"done")
    print("half", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(params=["lmdb"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return f"{request.param}:{tmp_path / 'profiles'}"


@pytest.fixture
def space(url: str) -> Iterator[Space]:
    opened = open_space(url, "pool", TABLES)
    yield opened
    opened.close()


def test_an_unknown_key_has_no_value(space: Space) -> None:
    assert space.get("profiles", b"nobody") is None


def test_an_update_is_kept(space: Space) -> None:
    with space.update() as update:
        update.put("profiles", b"a", b"1")
        update.put("profiles", b"empty", b"")
    assert space.get("profiles", b"a") == b"1"
    assert space.get("profiles", b"empty") == b""
    assert space.get("cursors", b"a") is None


def test_an_update_that_fails_leaves_nothing(space: Space) -> None:
    with space.update() as update:
        update.put("profiles", b"a", b"1")

    def fail_halfway() -> None:
        with space.update() as update:
            update.put("profiles", b"a", b"2")
            update.put("cursors", b"c", b"9")
            update.delete("profiles", b"a")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert space.get("profiles", b"a") == b"1"
    assert space.get("cursors", b"c") is None


def test_an_update_sees_its_own_writes(space: Space) -> None:
    with space.update() as update:
        update.put("profiles", b"a", b"1")
        update.put("profiles", b"b", b"2")
        update.delete("profiles", b"a")
        update.delete("profiles", b"never")
        assert update.get("profiles", b"a") is None
        assert update.get("profiles", b"b") == b"2"
        assert list(update.scan("profiles")) == [(b"b", b"2")]
        assert space.get("profiles", b"b") is None


def test_scans_are_in_order_and_by_prefix(space: Space) -> None:
    with space.update() as update:
        for key in (b"x|2", b"y|1", b"x|1", b"w"):
            update.put("profiles", key, key)
        assert [key for key, _ in update.scan("profiles", b"x|")] == [b"x|1", b"x|2"]
    assert [key for key, _ in space.scan("profiles")] == [b"w", b"x|1", b"x|2", b"y|1"]
    assert [key for key, _ in space.scan("profiles", b"x|")] == [b"x|1", b"x|2"]
    assert list(space.scan("profiles", b"z")) == []
    assert space.count("profiles") == 4
    assert space.count("cursors") == 0


def test_a_scan_is_of_one_moment(space: Space) -> None:
    with space.update() as update:
        update.put("profiles", b"a", b"1")
        update.put("profiles", b"b", b"1")
    scan = space.scan("profiles")
    assert next(scan) == (b"a", b"1")
    with space.update() as update:
        update.put("profiles", b"b", b"2")
    assert next(scan) == (b"b", b"1")


def test_clearing_empties_every_table(space: Space) -> None:
    with space.update() as update:
        update.put("profiles", b"a", b"1")
        update.put("cursors", b"c", b"1")
    space.clear()
    assert (space.count("profiles"), space.count("cursors")) == (0, 0)


def test_what_was_kept_is_there_after_reopening(url: str) -> None:
    first = open_space(url, "pool", TABLES)
    with first.update() as update:
        update.put("profiles", b"a", b"1")
    first.close()
    again = open_space(url, "pool", (*TABLES, "later"), read_only=False)
    assert again.get("profiles", b"a") == b"1"
    assert again.count("later") == 0
    again.close()


def test_the_two_wings_do_not_share_a_space(url: str) -> None:
    pool = open_space(url, "pool", TABLES)
    ads = open_space(url, "ads", TABLES)
    with pool.update() as mine, ads.update() as theirs:
        mine.put("profiles", b"a", b"1")
        theirs.put("profiles", b"b", b"2")
    assert ads.get("profiles", b"a") is None
    assert ads.get("profiles", b"b") == b"2"
    pool.close()
    ads.close()


def test_a_reader_of_a_store_that_is_not_there_is_told(url: str) -> None:
    with pytest.raises(ProfileError, match="no such store yet"):
        open_space(url, "pool", TABLES, read_only=True)


def test_a_reader_of_a_table_that_is_not_there_is_told(url: str, space: Space) -> None:
    space.close()
    with pytest.raises(ProfileError, match="lacks a table"):
        open_space(url, "pool", ("unheard_of",), read_only=True)


def test_a_reader_may_not_write(url: str, space: Space) -> None:
    space.close()
    reader = open_space(url, "pool", TABLES, read_only=True)
    with pytest.raises(ProfileError, match="reading only"), reader.update():
        pytest.fail("an update of a read-only space began")
    reader.close()


def test_an_undeclared_table_is_named(space: Space) -> None:
    with pytest.raises(ProfileError, match="'unheard_of' was not declared"):
        space.get("unheard_of", b"a")


@pytest.mark.parametrize("key", [b"", b"k" * 512])
def test_a_key_that_no_store_takes_is_refused(space: Space, key: bytes) -> None:
    with (
        pytest.raises(ProfileError, match="1 to 511 bytes"),
        space.update() as update,
    ):
        update.put("profiles", key, b"1")


def test_an_update_within_an_update_is_refused(space: Space) -> None:
    with space.update() as update:
        update.put("profiles", b"a", b"1")
        with pytest.raises(ProfileError, match="already changing"), space.update():
            pytest.fail("a second update began")
    assert space.get("profiles", b"a") == b"1"


@pytest.mark.parametrize("bad", ["redis:localhost", "profiles", "", "lmdb:"])
def test_an_unusable_url_names_what_is_allowed(bad: str) -> None:
    with pytest.raises(ProfileError, match="lmdb:PATH"):
        open_space(bad, "pool", TABLES)


def test_another_process_sees_an_update_at_once(url: str, space: Space) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", READ_ONE, url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None
        for value in ("-", "1", "2"):
            if value != "-":
                with space.update() as update:
                    update.put("profiles", b"a", value.encode())
            reader.stdin.write("a\n")
            reader.stdin.flush()
            assert reader.stdout.readline() == f"{value}\n"
        reader.stdin.close()


def test_an_update_cut_off_by_a_kill_leaves_nothing(url: str, space: Space) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", UPDATE_AND_HANG, url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "half\n"
        writer.kill()
    with space.update() as update:
        assert update.get("profiles", b"half") is None
        update.put("profiles", b"whole", b"1")
    assert space.count("profiles") == 1
