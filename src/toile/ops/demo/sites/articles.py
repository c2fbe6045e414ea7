"""The articles of the publishers' stand-ins, read from articles.toml."""

import tomllib
from pathlib import Path

import msgspec


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """An invented article of one publisher."""

    publisher: str
    slug: str
    section: str
    title: str
    summary: str
    author: str
    minutes: int
    paragraphs: tuple[str, ...]


def load_articles() -> tuple[Article, ...]:
    """Read all articles, in the order of the file."""
    written = (Path(__file__).parent / "articles.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(written)["articles"], tuple[Article, ...])
