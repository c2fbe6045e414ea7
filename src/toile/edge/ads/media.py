"""GET /media/{file}: posters and teasers, named by the hash of their content.

Only files of the plan in force are sent, and only under names that the media folder
gives: a plan that names a path opens nothing. One byte range is honoured, which is what
players ask for.
"""

import re
from collections import OrderedDict
from pathlib import Path

from toile.ads.creatives.posters import renditions
from toile.ads.direct.compiled import CompiledPlan
from toile.edge.server import Request, response
from toile.wire.media import is_media_name
from toile.wire.plan import Media

_RANGE = re.compile(rb"bytes=(\d{0,15})-(\d{0,15})")
_KEPT_BYTES = 64 * 1024 * 1024
# Named by content, so never stale.
_FOREVER = (b"Cache-Control", b"public, max-age=31536000, immutable")


class Shelf:
    """The files of the plan, the most used ones kept in memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0
        self._media: dict[str, Media] = {}

    def allow(self, compiled: CompiledPlan) -> None:
        """Send the files of this plan from now on, and no others."""
        files: dict[str, Media] = {}
        for line in compiled.plan.lines:
            for creative in line.creatives:
                for whole in (creative.poster, creative.teaser):
                    for media in () if whole is None else renditions(whole):
                        if is_media_name(media.file):
                            files[media.file] = media
        self._media = files

    def answer(self, request: Request, file: str) -> bytes | None:
        """Answer a request for a file, whole or one range; ``None`` if none is live."""
        media = self._media.get(file)
        content = None if media is None else self._read(file)
        if media is None or content is None:
            return None
        headers = (
            (b"Content-Type", media.mime.encode("ascii")),
            (b"Accept-Ranges", b"bytes"),
            (b"Cross-Origin-Resource-Policy", b"cross-origin"),
            (b"X-Content-Type-Options", b"nosniff"),
            _FOREVER,
        )
        asked = _RANGE.fullmatch(request.header(b"range"))
        if asked is None or not any(asked.groups()):
            return response(200, content, headers=headers)
        first, last = _bounds(asked.group(1), asked.group(2), len(content))
        if first > last:
            whole = f"bytes */{len(content)}".encode()
            return response(416, headers=((b"Content-Range", whole),))
        part = f"bytes {first}-{last}/{len(content)}".encode()
        return response(
            206,
            content[first : last + 1],
            headers=(*headers, (b"Content-Range", part)),
        )

    def _read(self, file: str) -> bytes | None:
        kept = self._kept.get(file)
        if kept is not None:
            self._kept.move_to_end(file)
            return kept
        try:
            content = (self._folder / file).read_bytes()
        except OSError:
            return None
        self._kept[file] = content
        self._size += len(content)
        while self._size > _KEPT_BYTES and len(self._kept) > 1:
            self._size -= len(self._kept.popitem(last=False)[1])
        return content


def _bounds(first: bytes, last: bytes, length: int) -> tuple[int, int]:
    if not first:
        return max(0, length - int(last)), length - 1
    return int(first), min(int(last), length - 1) if last else length - 1
