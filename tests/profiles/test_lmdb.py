"""What LMDB adds: its file may be damaged or full, and then says so."""

from pathlib import Path

import pytest

from toile.profiles.lmdb import open_lmdb
from toile.wire.errors import ProfileError

TABLES = ("profiles",)


@pytest.mark.parametrize("read_only", [True, False])
def test_a_damaged_file_is_told_with_its_remedy(
    tmp_path: Path, read_only: bool
) -> None:
    path = tmp_path / "pool.lmdb"
    path.write_bytes(b"this is no store " * 1_000)
    with pytest.raises(ProfileError, match=r"pool\.lmdb: it is damaged.*rebuild"):
        open_lmdb(path, TABLES, read_only=read_only)


def test_a_full_store_refuses_and_keeps_what_it_had(tmp_path: Path) -> None:
    space = open_lmdb(tmp_path / "pool.lmdb", TABLES, map_bytes=128 * 1024)
    with space.update() as update:
        update.put("profiles", b"a", b"1")

    def fill() -> None:
        with space.update() as update:
            for number in range(1_000):
                update.put("profiles", str(number).encode(), bytes(1_000))

    with pytest.raises(ProfileError, match="larger map"):
        fill()
    assert list(space.scan("profiles")) == [(b"a", b"1")]
    with space.update() as update:
        update.put("profiles", b"b", b"2")
    assert space.count("profiles") == 2
    space.close()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ProfileError, match=r"pool\.lmdb: "):
        open_lmdb(tmp_path / "file" / "pool.lmdb", TABLES)


def test_a_store_is_not_opened_twice_by_a_process(tmp_path: Path) -> None:
    space = open_lmdb(tmp_path / "pool.lmdb", TABLES)
    with pytest.raises(ProfileError, match="already open"):
        open_lmdb(tmp_path / "pool.lmdb", TABLES)
    space.close()


def test_scans_that_were_dropped_keep_no_old_pages(tmp_path: Path) -> None:
    space = open_lmdb(tmp_path / "pool.lmdb", TABLES, map_bytes=1024 * 1024)
    for turn in range(50):
        with space.update() as update:
            for number in range(100):
                update.put("profiles", str(number).encode(), bytes([turn]) * 1_000)
        # Were the scan's transaction to live on, its pages would fill the map.
        next(space.scan("profiles"))
    assert space.count("profiles") == 100
    space.close()
