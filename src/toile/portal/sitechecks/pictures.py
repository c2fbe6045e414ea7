"""The files of pictures: each once, named by the hash of its content."""

import hashlib
import re
from pathlib import Path

from django.conf import settings

_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
MOST_BYTES = 3_000_000


def folder() -> Path:
    """Where they are kept; made if it is not there."""
    found: Path = settings.TOILE.site_pictures
    found.mkdir(parents=True, exist_ok=True)
    return found


def keep(file: Path, sha256: str) -> int | None:
    """Keep a picture; give its size, or nothing for one that is not what it says."""
    content = file.read_bytes()
    good = content.startswith(b"\xff\xd8") and len(content) <= MOST_BYTES
    if not good or hashlib.sha256(content).hexdigest() != sha256:
        return None
    kept = folder() / f"{sha256}.jpg"
    if not kept.exists():
        beside = kept.with_suffix(".part")
        beside.write_bytes(content)
        beside.replace(kept)
    return len(content)


def path_of(sha256: str) -> Path:
    """Name the file of a hash; raises ``ValueError`` for what is no hash."""
    if not _HASH.fullmatch(sha256):
        raise ValueError("no hash")
    return folder() / f"{sha256}.jpg"


def intact(sha256: str) -> bool:
    """Tell whether a kept picture is still the one that was taken."""
    try:
        content = path_of(sha256).read_bytes()
    except OSError:
        return False
    return hashlib.sha256(content).hexdigest() == sha256


def drop(sha256: str) -> None:
    """Delete a picture that nothing names any more."""
    path_of(sha256).unlink(missing_ok=True)
