"""A thing without a home means that the house lacks a room (STYLE §25)."""

from pathlib import PurePath

FORBIDDEN = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base"}


def test_no_module_or_folder_has_a_name_that_says_nothing(tracked: list[str]) -> None:
    ours = [n for n in tracked if n.startswith(("src/", "web/", "tests/", "scripts/"))]
    assert ours
    nameless = [
        name
        for name in ours
        if FORBIDDEN & {part.partition(".")[0].lower() for part in PurePath(name).parts}
    ]
    assert nameless == []
