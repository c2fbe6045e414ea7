"""The media folder: files named by their content, written whole or not at all."""

import os
import tempfile
from pathlib import Path

from django.conf import settings

from toile.wire.media import is_media_name


def find(name: str) -> Path | None:
    """Find a kept file; a name that the folder would never give finds nothing."""
    path = Path(settings.MEDIA_ROOT) / name
    return path if is_media_name(name) and path.is_file() else None


def keep(name: str, content: bytes) -> Path:
    """Write a file under its content's name; the same content is written once."""
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / name
    if target.exists():
        return target
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=".upload-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # The edge, another user perhaps, reads it.
        Path(temporary).chmod(0o644)
        Path(temporary).replace(target)
    finally:
        Path(temporary).unlink(missing_ok=True)
    return target
