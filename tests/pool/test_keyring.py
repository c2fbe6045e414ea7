"""The key file holds nothing that opens without the master key, and says what fails."""

import json
import os
from pathlib import Path

import msgspec
import pytest

from toile.pool import keyring, master
from toile.pool.custody import Custody, KeysInForce
from toile.pool.keys import PoolKeys, new_id_keys
from toile.wire.errors import SettingError
from toile.wire.ids import Tid

MASTER = bytes(range(32))
KEYS = PoolKeys((new_id_keys(1, 5),), os.urandom(32), os.urandom(32))
RING = keyring.seal(KEYS, MASTER, 5, "Anne")
TWO_PASSPHRASES = ("phrase de la présidente", "phrase du trésorier")


SECOND = new_id_keys(2, 70)


def rotated() -> keyring.Keyring:
    return keyring.with_version(
        RING, SECOND, MASTER, until_ms=900, by="Benoît", now_ms=60
    )


def test_wrapped_keys_come_back_as_they_were() -> None:
    assert (
        keyring.unwrap(keyring.decode(keyring.encode(RING), "f"), MASTER, "f") == KEYS
    )


def test_the_file_holds_no_key_in_any_writing() -> None:
    document = keyring.encode(RING)
    for key in (KEYS.receipt, KEYS.door, KEYS.ids[0].sid, KEYS.ids[0].aid, MASTER):
        assert key.hex().encode() not in document
        assert key not in document


def test_another_master_key_is_named_by_its_fingerprint() -> None:
    with pytest.raises(SettingError, match=RING.master) as caught:
        keyring.unwrap(RING, bytes(32), "pool.json")
    assert MASTER.hex() not in str(caught.value)


@pytest.mark.parametrize("name", ["receipt", "door"])
def test_a_key_that_was_changed_or_put_in_anothers_place_is_refused(name: str) -> None:
    other = "door" if name == "receipt" else "receipt"
    swapped = msgspec.structs.replace(RING, **{name: getattr(RING, other)})
    damaged = msgspec.structs.replace(RING, **{name: "AAAA"})
    for ring in (swapped, damaged):
        with pytest.raises(SettingError, match=f"«{name}» is damaged"):
            keyring.unwrap(ring, MASTER, "pool.json")


def test_the_keys_of_a_version_cannot_stand_for_another() -> None:
    first, second = rotated().ids
    forged = msgspec.structs.replace(second, sid=first.sid, aid=first.aid)
    ring = msgspec.structs.replace(RING, ids=(first, forged))
    with pytest.raises(SettingError, match="«sid 2» is damaged"):
        keyring.unwrap(ring, MASTER, "pool.json")


def test_a_rotation_keeps_the_version_before_until_its_window_is_over() -> None:
    keys = keyring.unwrap(rotated(), MASTER, "f")
    assert [(each.version, each.until_ms) for each in keys.ids] == [(2, None), (1, 900)]
    assert keys.ids[1].sid == KEYS.ids[0].sid
    assert (keys.receipt, keys.door) == (KEYS.receipt, KEYS.door)


def test_a_destroyed_version_leaves_its_dates_and_no_key() -> None:
    before = rotated()
    after = keyring.without_version(before, 1, "Chloé", 901)
    assert before.ids[0].sid.encode() not in keyring.encode(after)
    assert keyring.unwrap(after, MASTER, "f").destroyed == {1}
    assert (after.destroyed[0].until_ms, after.destroyed[0].by) == (900, "Chloé")


def test_a_new_master_key_wraps_the_same_keys_and_the_old_one_opens_nothing() -> None:
    ring = keyring.rewrapped(rotated(), MASTER, b"\x09" * 32, "f")
    assert keyring.unwrap(ring, b"\x09" * 32, "f") == keyring.unwrap(
        rotated(), MASTER, "f"
    )
    assert [each.by for each in ring.ids] == ["Anne", "Benoît"]
    with pytest.raises(SettingError):
        keyring.unwrap(ring, MASTER, "f")


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (b"", "damaged"),
        (b"\xff", "damaged"),
        (b'{"sid": "zz"}', "damaged"),
        (b'{"format": 9, "master":"","receipt":"","door":"","ids":[]}', "format 9"),
        (b'{"master":"","receipt":"","door":"","ids":[]}', "no version"),
    ],
)
def test_what_is_no_key_file_is_named(document: bytes, said: str) -> None:
    with pytest.raises(SettingError, match=said):
        keyring.decode(document, "pool.json")


def test_a_file_of_before_is_told_how_to_wrap_and_shows_no_key() -> None:
    plain = {
        "sid": "1a" * 32,
        "aid": "2b" * 16,
        "receipt": "3c" * 32,
        "door": "4d" * 32,
    }
    document = json.dumps(plain).encode()
    with pytest.raises(SettingError, match="toile keys create") as caught:
        keyring.decode(document, "pool.json")
    assert not any(key in str(caught.value) for key in plain.values())
    found = keyring.decode_plain(document)
    assert found is not None
    assert found.ids[0].sid.hex() == plain["sid"]


def test_the_master_key_comes_from_a_private_file_or_the_environment(
    tmp_path: Path,
) -> None:
    path = tmp_path / "master.key"
    path.write_text(MASTER.hex() + "\n")
    path.chmod(0o600)
    assert master.read_master(str(path), {}) == MASTER
    assert master.read_master("env:UNION", {"UNION": MASTER.hex()}) == MASTER
    path.chmod(0o640)
    with pytest.raises(SettingError, match=r"mode 0640.*chmod 600"):
        master.read_master(str(path), {})


@pytest.mark.parametrize("text", ["", "zz", "00" * 31, "é", "00" * 31 + "0g"])
def test_what_is_no_master_key_is_refused_without_showing_it(
    tmp_path: Path, text: str
) -> None:
    path = tmp_path / "master.key"
    path.write_text(text)
    path.chmod(0o600)
    with pytest.raises(SettingError) as caught:
        master.read_master(str(path), {})
    assert caught.value.cause.startswith("it holds no master key")
    assert caught.value.__cause__ is None
    assert not text or text not in str(caught.value)


def test_a_master_key_that_is_nowhere_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="toile keys restore"):
        master.read_master(str(tmp_path / "none"), {})
    with pytest.raises(SettingError, match="variable UNION is empty"):
        master.read_master("env:UNION", {})


def test_all_custodians_together_open_the_safes_copy_and_no_fewer() -> None:
    escrow = master.seal_for_escrow(MASTER, RING.master, TWO_PASSPHRASES)
    document = msgspec.json.encode(escrow)
    assert MASTER.hex().encode() not in document
    assert master.open_escrow(document, "f", TWO_PASSPHRASES) == MASTER
    for wrong in (TWO_PASSPHRASES[::-1], (TWO_PASSPHRASES[0], "phrase du trésorieR")):
        with pytest.raises(SettingError, match="do not open it"):
            master.open_escrow(document, "f", wrong)
    with pytest.raises(SettingError, match="2 custodians sealed it"):
        master.open_escrow(document, "f", TWO_PASSPHRASES[:1])


def test_a_short_passphrase_seals_nothing() -> None:
    with pytest.raises(ValueError, match="at least 12"):
        master.seal_for_escrow(MASTER, RING.master, ("court", TWO_PASSPHRASES[1]))


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"{}",
        b'{"master":"","custodians":1,"salt":"","sealed":"","cost":1073741824}',
    ],
)
def test_what_is_no_safes_copy_is_refused_before_any_work(document: bytes) -> None:
    with pytest.raises(SettingError, match="no sealed master key"):
        master.open_escrow(document, "f", TWO_PASSPHRASES)


class Clock:
    def __init__(self) -> None:
        self.ms = 10

    def __call__(self) -> int:
        return self.ms


def test_a_running_process_follows_the_file_and_the_clock(tmp_path: Path) -> None:
    path, clock = tmp_path / "pool.json", Clock()

    def put(ring: keyring.Keyring) -> None:
        beside = tmp_path / "new"
        beside.write_bytes(keyring.encode(ring))
        beside.chmod(0o600)
        beside.replace(path)

    put(RING)
    custody = Custody(path, "env:UNION", {"UNION": MASTER.hex()})
    assert MASTER.hex() not in repr(custody)
    keys = KeysInForce(custody, clock)
    tid = Tid(bytes(16))
    first = keys.identity.sid(tid)
    assert not keys.refresh()
    put(rotated())
    assert keys.refresh()
    assert keys.identity.sid(tid) == first
    clock.ms = 70
    assert keys.refresh()
    assert keys.identity.version == 2
    assert keys.identity.earlier_sids(tid) == (first,)
    path.write_bytes(b"half a fi")
    assert keys.refresh()
    assert keys.identity.version == 2
    clock.ms = 900
    keys.refresh()
    assert not keys.identity.in_rotation
