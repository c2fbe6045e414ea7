"""The segment format: its bytes never change, and damage never makes an event."""

from hypothesis import given
from hypothesis import strategies as st

from toile.journal.file.segment import LARGEST_RECORD, Fault, Record, frame, scan

PAYLOADS = [b"first payload", b"second", bytes(300), b"last one"]
WHOLE = b"".join(frame(payload) for payload in PAYLOADS)


def payloads(content: bytes) -> list[bytes]:
    return [found.payload for found in scan(content, 0) if isinstance(found, Record)]


def test_the_bytes_of_a_record_never_change() -> None:
    assert frame(b"toile").hex() == "050000000500000057504d84746f696c65"
    assert frame(b"toile", 8).hex() == "0800000005000000293061c3746f696c65000000"


def test_a_shorter_payload_moves_nothing() -> None:
    first, second = frame(b"with an id"), frame(b"second")
    replaced = frame(b"without", len(b"with an id"))
    assert len(replaced) == len(first)
    assert payloads(replaced + second) == [b"without", b"second"]


def test_a_damaged_length_costs_one_record_only() -> None:
    for room in (0, 5, 14, 2_000, LARGEST_RECORD, 2**32 - 1):
        damaged = room.to_bytes(4, "little") + WHOLE[4:]
        found = list(scan(damaged, 0))
        assert isinstance(found[0], Fault)
        assert (found[0].offset, found[0].end) == (0, len(frame(PAYLOADS[0])))
        assert payloads(damaged) == PAYLOADS[1:]


def test_a_cut_tail_is_incomplete() -> None:
    last = list(scan(WHOLE[:-1], 0))[-1]
    assert isinstance(last, Fault)
    assert last.incomplete
    assert last.end == len(WHOLE) - 1
    assert payloads(WHOLE[:-1]) == PAYLOADS[:-1]


@given(
    damage=st.lists(
        st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(1, 255)), max_size=6
    ),
    cut=st.integers(0, len(WHOLE)),
)
def test_damage_never_makes_a_payload(damage: list[tuple[int, int]], cut: int) -> None:
    content = bytearray(WHOLE[:cut])
    for at, flip in damage:
        if at < cut:
            content[at] ^= flip
    read = payloads(bytes(content))
    rest = iter(PAYLOADS)
    assert all(payload in rest for payload in read)
    ends, places = 0, list(scan(bytes(content), 0))
    for found in places:
        assert found.offset == ends
        ends = found.end
    assert ends == cut


@given(st.binary(max_size=2_000))
def test_noise_is_no_record(noise: bytes) -> None:
    assert payloads(noise) == []
