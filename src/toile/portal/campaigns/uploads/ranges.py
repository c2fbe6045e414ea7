"""Sending a kept file, whole or the one range that a player asks for (RFC 9110 §14)."""

import re
from pathlib import Path

from django.http import HttpResponse

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)


def send(file: Path, mime: str, asked: str) -> HttpResponse:
    """Answer with a file; it is named by its content, so it never changes."""
    content = file.read_bytes()
    answer = _part(content, asked) or HttpResponse(content)
    answer["Content-Type"] = mime
    answer["Accept-Ranges"] = "bytes"
    answer["Cache-Control"] = "private, max-age=86400, immutable"
    return answer


def _part(content: bytes, asked: str) -> HttpResponse | None:
    found = _RANGE.fullmatch(asked)
    if found is None or not any(found.groups()):
        return None
    first, last = _bounds(found[1], found[2], len(content))
    if first > last:
        whole = {"Content-Range": f"bytes */{len(content)}"}
        return HttpResponse(status=416, headers=whole)
    part = {"Content-Range": f"bytes {first}-{last}/{len(content)}"}
    return HttpResponse(content[first : last + 1], status=206, headers=part)


def _bounds(first: str, last: str, length: int) -> tuple[int, int]:
    if not first:
        return max(0, length - int(last)), length - 1
    return int(first), min(int(last), length - 1) if last else length - 1
