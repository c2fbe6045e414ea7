"""Reads the words of a PDF as typst writes it: no more of the format than that."""

import re
import zlib

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\s*(.*?)endobj", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
# Brackets that match need no backslash.
_PLAIN = rb"[^()\\]|\\."
_LITERAL = rb"\((?:" + _PLAIN + rb"|\((?:" + _PLAIN + rb")*\))*\)"
_SHOWN = re.compile(
    rb"/Lang\s*" + _LITERAL + rb"|/(f\d+) [\d.]+ Tf|(" + _LITERAL + rb")|ET", re.DOTALL
)


def text_of(pdf: bytes) -> str:
    """All words, a space between one run and the next."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    words = []
    for body in objects.values():
        if re.search(rb"/Type\s*/Page\b(?!s)", body):
            (contents,) = re.findall(rb"/Contents (\d+) 0 R", body)
            fonts = _fonts(body, objects)
            words.append(_run(_stream(objects[int(contents)]), fonts))
    return " ".join(words)


def _fonts(page: bytes, objects: dict[int, bytes]) -> dict[bytes, dict[int, str]]:
    found = re.search(rb"/Font\s*<<(.*?)>>", page, re.DOTALL)
    if found is None:
        (resources,) = re.findall(rb"/Resources (\d+) 0 R", page)
        found = re.search(rb"/Font\s*<<(.*?)>>", objects[int(resources)], re.DOTALL)
    assert found is not None
    fonts = {}
    for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", found.group(1)):
        (cmap,) = re.findall(rb"/ToUnicode (\d+) 0 R", objects[int(number)])
        fonts[name] = _letters(_stream(objects[int(cmap)]))
    return fonts


def _stream(body: bytes) -> bytes:
    (length,) = re.findall(rb"/Length (\d+)", body)
    start = re.search(rb"stream\r?\n", body)
    assert start is not None
    raw = body[start.end() : start.end() + int(length)]
    return zlib.decompress(raw) if b"FlateDecode" in body else raw


def _letters(cmap: bytes) -> dict[int, str]:
    found = {}
    for glyph, letters in re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", cmap):
        found[int(glyph, 16)] = bytes.fromhex(letters.decode()).decode("utf-16-be")
    return found


def _run(content: bytes, fonts: dict[bytes, dict[int, str]]) -> str:
    letters: dict[int, str] = {}
    words = []
    for match in _SHOWN.finditer(content):
        if match.group(1):
            letters = fonts[match.group(1)]
        elif match.group(2):
            raw = _unescaped(match.group(2)[1:-1])
            glyphs = [raw[at : at + 2] for at in range(0, len(raw), 2)]
            words += [letters[int.from_bytes(one)] for one in glyphs]
        elif match.group() == b"ET":
            words.append(" ")
    return "".join(words)


def _unescaped(raw: bytes) -> bytes:
    def one(found: "re.Match[bytes]") -> bytes:
        said = found.group(1)
        if said.isdigit():
            return bytes([int(said, 8)])
        return _ESCAPED.get(said, said)

    return re.sub(rb"\\([0-7]{1,3}|.)", one, raw, flags=re.DOTALL)
