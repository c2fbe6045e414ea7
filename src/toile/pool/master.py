"""The union's master key: it wraps the pool's keys, on the pool's machine only.

It comes from a file that its owner alone may read, or from an environment variable.
For the safe it is sealed with the custodians' passphrases (scrypt, RFC 7914), each
typed by its owner: all of them together open it, and no fewer.
"""

import os
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from toile.wire.errors import SettingError

MASTER_BYTES = 32
FROM_ENVIRONMENT = "env:"
LEAST_PASSPHRASE = 12

# RFC 7914 §2; 128 MiB and about half a second, for something that is done once a year.
_COST, _BLOCK, _LANES = 1 << 17, 8, 1
_SALT_BYTES, _NONCE_BYTES = 16, 12
_CONTEXT = b"toile escrow 1"
_SETTING = "TOILE_POOL_MASTER"


class Escrow(msgspec.Struct, frozen=True):
    """What goes into the safe: a master key, sealed with passphrases. Hexadecimal."""

    master: str
    custodians: int
    salt: str
    sealed: str
    cost: int = _COST
    format: int = 1


def new_master() -> bytes:
    """Make a master key."""
    return secrets.token_bytes(MASTER_BYTES)


def read_master(place: str, environment: Mapping[str, str]) -> bytes:
    """Read the master key from ``env:NAME`` or a file; ``SettingError`` tells why not.

    No error repeats what was found there.
    """
    if place.startswith(FROM_ENVIRONMENT):
        name = place.removeprefix(FROM_ENVIRONMENT)
        if not name:
            raise SettingError(
                _SETTING,
                "it names neither a file nor a variable",
                "Give the name of a file, or env:NAME; never the key itself.",
            )
        text = environment.get(name, "")
        if not text:
            raise SettingError(
                _SETTING,
                f"the environment variable {name} is empty",
                "Give it the union's master key, on the pool's machine only.",
            )
        return _master(text, name)
    path = Path(place)
    need_private(path)
    try:
        text = path.read_text(encoding="ascii")
    except UnicodeDecodeError:
        text = ""
    except OSError as error:
        raise SettingError(
            place,
            f"the master key cannot be read: {error.strerror}",
            "Bring the union's master key back from its safe (`toile keys restore`), "
            "or say in TOILE_POOL_MASTER where it is.",
        ) from error
    return _master(text, place)


def need_private(path: Path) -> None:
    """Raise ``SettingError`` for a file that others than its owner may open."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return
    if mode & 0o077:
        raise SettingError(
            str(path),
            f"others than its owner may open it (mode {mode & 0o777:04o})",
            f"Run: chmod 600 {path}",
        )


def _master(text: str, source: str) -> bytes:
    try:
        master = bytes.fromhex(text.strip())
    except ValueError:
        master = b""
    if len(master) != MASTER_BYTES:
        # "from None": the cause would show a part of what was found.
        raise SettingError(
            source,
            f"it holds no master key: not {2 * MASTER_BYTES} hexadecimal digits",
            "Bring the union's master key back from its safe (`toile keys restore`).",
        ) from None
    return master


def seal_for_escrow(
    master: bytes, fingerprint: str, passphrases: Sequence[str]
) -> Escrow:
    """Seal a master key for the safe; raises ``ValueError`` for a short passphrase."""
    for passphrase in passphrases:
        if len(passphrase) < LEAST_PASSPHRASE:
            raise ValueError(f"a passphrase has at least {LEAST_PASSPHRASE} characters")
    if not passphrases:
        raise ValueError("at least one custodian is needed")
    salt, nonce = os.urandom(_SALT_BYTES), os.urandom(_NONCE_BYTES)
    sealing = AESGCM(_stretch(passphrases, salt, _COST))
    sealed = nonce + sealing.encrypt(nonce, master, _CONTEXT)
    return Escrow(fingerprint, len(passphrases), salt.hex(), sealed.hex())


def open_escrow(document: bytes, source: str, passphrases: Sequence[str]) -> bytes:
    """Open what was in the safe; raises ``SettingError`` telling why it does not."""
    escrow = read_escrow(document, source)
    if len(passphrases) != escrow.custodians:
        raise SettingError(
            source,
            f"{escrow.custodians} custodians sealed it",
            "Each of them types a passphrase, in the order of the ceremony.",
        )
    sealed = bytes.fromhex(escrow.sealed)
    key = _stretch(passphrases, bytes.fromhex(escrow.salt), escrow.cost)
    try:
        return AESGCM(key).decrypt(
            sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _CONTEXT
        )
    except (InvalidTag, ValueError):
        raise SettingError(
            source,
            "these passphrases do not open it",
            "Each custodian types theirs again, in the order of the ceremony.",
        ) from None


def read_escrow(document: bytes, source: str) -> Escrow:
    """Read the sealed document; raises ``SettingError`` for what is none."""
    try:
        escrow = msgspec.json.decode(document, type=Escrow)
        bytes.fromhex(escrow.salt), bytes.fromhex(escrow.sealed)
    except ValueError:
        escrow = None
    # A cost of somebody else's choosing could take all memory.
    if escrow is None or escrow.format != 1 or escrow.cost != _COST:
        raise SettingError(
            source,
            "this is no sealed master key",
            "Take the file that `toile keys export-for-escrow` wrote.",
        )
    return escrow


def _stretch(passphrases: Sequence[str], salt: bytes, cost: int) -> bytes:
    parts = [passphrase.encode() for passphrase in passphrases]
    # Each with its length: "ab" and "c" are not "a" and "bc".
    joined = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    return Scrypt(salt=salt, length=MASTER_BYTES, n=cost, r=_BLOCK, p=_LANES).derive(
        joined
    )
