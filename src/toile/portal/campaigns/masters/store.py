"""Where masters lie: beside the media that the edge serves, in a folder it does not."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile


def folder() -> Path:
    """The folder of the masters; made when it is first asked for."""
    path = Path(settings.MEDIA_ROOT) / "masters"
    path.mkdir(parents=True, exist_ok=True)
    return path


def path_of(name: str) -> Path:
    """Where a master lies."""
    return folder() / name


def take(file: "UploadedFile[bytes]") -> Path:
    """Copy an upload into the folder, piece by piece; never whole in memory."""
    handle, temporary = tempfile.mkstemp(dir=folder(), prefix=".upload-")
    with os.fdopen(handle, "wb") as target:
        for piece in file.chunks():
            target.write(piece)
        target.flush()
        os.fsync(target.fileno())
    return Path(temporary)


def settle(path: Path, ending: str) -> str:
    """Give a file that passed its lasting name: that of its content."""
    digest = hashlib.sha256()
    with path.open("rb") as source:
        while piece := source.read(1 << 20):
            digest.update(piece)
    name = f"{digest.hexdigest()}.{ending}"
    path.replace(folder() / name)
    return name
