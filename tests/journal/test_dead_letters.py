"""Dead letters may hold ids: none is kept for ever."""

import os
import stat
from pathlib import Path

from toile.journal import drop_dead_letters
from toile.journal.dead_letters import DEAD_LETTERS, DeadLetter, DeadLetters


def letter(offset: int, at_ms: int) -> DeadLetter:
    return DeadLetter("edge-0.journal", offset, "its header is cut", b"torn", at_ms)


def test_old_letters_are_dropped_and_young_ones_stay(tmp_path: Path) -> None:
    (tmp_path / "pool").mkdir()
    letters = DeadLetters(tmp_path / "pool" / DEAD_LETTERS)
    for each in (letter(1, 10), letter(2, 20)):
        letters.keep(each)
    assert drop_dead_letters(f"file:{tmp_path}", "pool", 20) == 1
    assert letters.read() == [letter(2, 20)]
    letters.keep(letter(3, 30))
    assert letters.read() == [letter(2, 20), letter(3, 30)]


def test_letters_are_for_their_owner_alone(tmp_path: Path) -> None:
    letters = DeadLetters(tmp_path / DEAD_LETTERS)
    before = os.umask(0)
    try:
        letters.keep(letter(1, 10))
        made = letters.path.stat().st_mode
        letters.keep(letter(2, 20))
        letters.drop_before(20)
    finally:
        os.umask(before)
    for mode in (made, letters.path.stat().st_mode):
        assert stat.S_IMODE(mode) == 0o600


def test_a_letter_of_an_older_release_is_old(tmp_path: Path) -> None:
    path = tmp_path / DEAD_LETTERS
    path.write_bytes(b'{"source":"s","offset":1,"reason":"r","payload":"dG9ybg=="}\n')
    assert DeadLetters(path).drop_before(1) == 1
    assert path.read_bytes() == b""


def test_a_letter_met_again_later_is_kept_once(tmp_path: Path) -> None:
    path = tmp_path / DEAD_LETTERS
    DeadLetters(path).keep(letter(1, 10))
    DeadLetters(path).keep(letter(1, 99))
    assert DeadLetters(path).read() == [letter(1, 10)]


def test_where_nothing_was_ever_wrong_nothing_is_written(tmp_path: Path) -> None:
    assert drop_dead_letters(f"file:{tmp_path}", "ads", 1) == 0
    assert not list(tmp_path.iterdir())
