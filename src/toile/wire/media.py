"""The names of the media folder: what the portal keeps and the edge sends."""

import re

MEDIA_NAME = re.compile(r"[0-9a-f]{64}\.(?:jpg|png|webp|mp4|webm)")
"""SHA-256 of the content in hex, and the ending of its type; no path is one."""


def is_media_name(name: str) -> bool:
    """Tell whether a name can be one of the media folder's, and nothing else."""
    return MEDIA_NAME.fullmatch(name) is not None
