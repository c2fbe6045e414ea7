"""GET /media: files of the plan in force, whole or one range, and no other file."""

import hashlib
from typing import Any

import msgspec
import pytest

from toile.wire.plan import Media

LETTERS = b"abcdefghijklmnopqrstuvwxyz"
NAME = f"{hashlib.sha256(LETTERS).hexdigest()}.webp"
FILE = f"/media/{NAME}"


def test_a_poster_is_sent_for_good(edge: Any) -> None:
    reply = edge.get(FILE)
    assert (reply.status, reply.body) == (200, LETTERS)
    assert reply.headers["content-type"] == "image/webp"
    assert reply.headers["accept-ranges"] == "bytes"
    assert reply.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["cross-origin-resource-policy"] == "cross-origin"


@pytest.mark.parametrize(
    ("asked", "told", "body"),
    [
        ("bytes=0-0", "bytes 0-0/26", b"a"),
        ("bytes=2-4", "bytes 2-4/26", b"cde"),
        ("bytes=23-", "bytes 23-25/26", b"xyz"),
        ("bytes=-2", "bytes 24-25/26", b"yz"),
        ("bytes=0-", "bytes 0-25/26", LETTERS),
        ("bytes=20-999", "bytes 20-25/26", b"uvwxyz"),
        ("bytes=-999", "bytes 0-25/26", LETTERS),
    ],
)
def test_one_range_is_honoured(edge: Any, asked: str, told: str, body: bytes) -> None:
    reply = edge.get(FILE, {"Range": asked})
    assert (reply.status, reply.body) == (206, body)
    assert reply.headers["content-range"] == told
    assert reply.headers["content-type"] == "image/webp"


@pytest.mark.parametrize(
    "asked", ["bytes=26-", "bytes=99-100", "bytes=-0", "bytes=5-3"]
)
def test_a_range_beyond_the_end_is_416(edge: Any, asked: str) -> None:
    reply = edge.get(FILE, {"Range": asked})
    assert (reply.status, reply.body) == (416, b"")
    assert reply.headers["content-range"] == "bytes */26"


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=-",
        "bytes=0-1,3-4",
        "items=0-1",
        "bytes=a-b",
        "bytes=0-" + "9" * 5_000,
        "bytes=" + "9" * 5_000 + "-",
        "bytes=١-٢".encode().decode("latin-1"),
    ],
)
def test_a_range_that_is_not_understood_is_ignored(edge: Any, asked: str) -> None:
    reply = edge.get(FILE, {"Range": asked})
    assert (reply.status, reply.body) == (200, LETTERS)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "unknown.webp",
        "../keys/pool.json",
        "%2e%2e/keys/pool.json",
        "..%2fkeys%2fpool.json",
        "/etc/passwd",
        f"./{NAME}",
        f"{NAME}/",
        f"{NAME}%00",
        "secret.webp",
    ],
)
def test_no_other_file_is_ever_sent(edge: Any, house: Any, path: str) -> None:
    (house.settings.media / "secret.webp").write_bytes(b"of no live creative")
    reply = edge.get(f"/media/{path}")
    assert (reply.status, reply.code) == (404, "unknown_file")
    assert edge.counted("media", "unknown_file") == 1


@pytest.mark.parametrize("name", ["{secret}", "../secret", "a/{good}", "x.webp"])
def test_a_plan_that_names_a_path_opens_nothing(
    edge: Any, house: Any, name: str
) -> None:
    secret = house.settings.media.parent / "secret"
    secret.write_bytes(b"of nobody")
    (house.settings.media / "x.webp").write_bytes(b"no content's name")
    file = name.format(secret=secret, good=NAME)
    (creative,) = house.line.creatives
    poster = msgspec.structs.replace(creative.poster, file=file)
    creative = msgspec.structs.replace(creative, poster=poster)
    house.publish_ads(msgspec.structs.replace(house.line, creatives=(creative,)))
    edge.refresh()
    assert edge.get(f"/media/{file}").status == 404


def test_a_file_that_is_gone_from_the_disk_is_404(edge: Any, house: Any) -> None:
    (house.settings.media / NAME).unlink()
    assert edge.get(FILE).status == 404


def test_a_file_that_no_plan_names_any_more_is_404(edge: Any, house: Any) -> None:
    assert edge.get(FILE).status == 200
    house.publish_ads(msgspec.structs.replace(house.line, creatives=()))
    edge.refresh()
    assert edge.get(FILE).status == 404


def test_head_tells_the_size_alone(edge: Any) -> None:
    reply = edge.ask("HEAD", FILE)
    assert (reply.status, reply.body) == (200, b"")
    assert reply.headers["content-length"] == "26"


def test_a_poster_made_for_one_size_is_sent_too(house: Any) -> None:
    digits = b"0123456789"
    name = f"{hashlib.sha256(digits).hexdigest()}.webp"
    (house.settings.media / name).write_bytes(digits)
    creative = house.line.creatives[0]
    made = Media(name, "image/webp", 300, 600, len(digits))
    poster = msgspec.structs.replace(creative.poster, fits={"300x600": made})
    fitted = msgspec.structs.replace(creative, poster=poster)
    house.publish_ads(msgspec.structs.replace(house.line, creatives=(fitted,)))
    with house.open() as edge:
        assert edge.get(f"/media/{name}").body == digits
        assert edge.get(FILE).body == LETTERS
