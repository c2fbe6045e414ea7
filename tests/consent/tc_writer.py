"""Writes TC strings bit by bit, from the standard alone, and draws any for hypothesis.

Shares nothing with the decoder, so that one cannot repeat the other's mistakes.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Literal

from hypothesis import strategies as st

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
LATE = datetime(2026, 9, 1, tzinfo=UTC)
LATE_MS = int(LATE.timestamp()) * 1000
DISCLOSURE_MS = int(datetime(2026, 2, 28, tzinfo=UTC).timestamp()) * 1000
Ranges = list[tuple[int, int]]


@dataclass(frozen=True)
class Section:
    """Vendors as a bitfield or as ranges; ``highest`` may be beyond the last."""

    vendors: frozenset[int] = frozenset()
    highest: int = 0
    as_ranges: bool = False

    def bits(self) -> str:
        highest = max(self.highest, *self.vendors, 0)
        if self.as_ranges:
            return f"{highest:016b}1" + range_bits(to_ranges(self.vendors))
        field_ = "".join("01"[v in self.vendors] for v in range(1, highest + 1))
        return f"{highest:016b}0" + field_


@dataclass(frozen=True)
class Written:
    """What a string is to say. The default says yes to everything for vendor 755."""

    created_ms: int = LATE_MS
    last_updated_ms: int = LATE_MS
    version: int = 2
    cmp_id: int = 92
    cmp_version: int = 3
    screen: int = 1
    language: str = "FR"
    list_version: int = 170
    policy: int = 5
    service_specific: bool = True
    non_standard: bool = False
    special_features: frozenset[int] = frozenset()
    consent: frozenset[int] = frozenset(range(1, 12))
    interest: frozenset[int] = frozenset({2, 7, 8, 9, 10, 11})
    one_treatment: bool = False
    country: str = "FR"
    vendors: Section = Section(frozenset({12, 755}))
    interests: Section = Section(frozenset({12, 755}))
    restrictions: tuple[tuple[int, int, frozenset[int]], ...] = ()
    disclosed: Section | None = Section(frozenset({12, 755}))
    allowed: Section | None = None
    publisher: tuple[frozenset[int], frozenset[int], int] | None = None
    fill: Literal[6, 8, 24] = 24
    order: tuple[int, ...] = field(default=(1, 2, 3))

    def but(self, **changes: object) -> "Written":
        return replace(self, **changes)  # type: ignore[arg-type]

    def core_bits(self) -> str:
        bits = f"{self.version:06b}"
        bits += f"{self.created_ms // 100:036b}{self.last_updated_ms // 100:036b}"
        bits += f"{self.cmp_id:012b}{self.cmp_version:012b}{self.screen:06b}"
        bits += letters(self.language) + f"{self.list_version:012b}{self.policy:06b}"
        bits += "01"[self.service_specific] + "01"[self.non_standard]
        bits += flags(self.special_features, 12)
        bits += flags(self.consent, 24) + flags(self.interest, 24)
        bits += "01"[self.one_treatment] + letters(self.country)
        bits += self.vendors.bits() + self.interests.bits()
        bits += f"{len(self.restrictions):012b}"
        for purpose, kind, vendors in self.restrictions:
            bits += f"{purpose:06b}{kind:02b}" + range_bits(to_ranges(vendors))
        return bits

    def segment_bits(self) -> list[str]:
        kinds = {}
        if self.disclosed is not None:
            kinds[1] = "001" + self.disclosed.bits()
        if self.allowed is not None:
            kinds[2] = "010" + self.allowed.bits()
        if self.publisher is not None:
            consent, interest, custom = self.publisher
            kinds[3] = "011" + flags(consent, 24) + flags(interest, 24)
            kinds[3] += f"{custom:06b}" + "10" * custom
        return [kinds[kind] for kind in self.order if kind in kinds]

    def text(self) -> str:
        parts = [self.core_bits(), *self.segment_bits()]
        return ".".join(text_of(bits, self.fill) for bits in parts)


def letters(pair: str) -> str:
    return "".join(f"{ord(one) - 65:06b}" for one in pair)


def flags(numbers: frozenset[int], places: int) -> str:
    return "".join("01"[place in numbers] for place in range(1, places + 1))


def to_ranges(vendors: frozenset[int]) -> Ranges:
    found: Ranges = []
    for vendor in sorted(vendors):
        if found and found[-1][1] == vendor - 1:
            found[-1] = (found[-1][0], vendor)
        else:
            found.append((vendor, vendor))
    return found


def range_bits(ranges: Ranges) -> str:
    bits = f"{len(ranges):012b}"
    for first, last in ranges:
        bits += f"0{first:016b}" if first == last else f"1{first:016b}{last:016b}"
    return bits


def text_of(bits: str, fill: int = 24) -> str:
    """Encode bits, filled up with zeros to characters (6), bytes (8) or both (24)."""
    bits += "0" * (-len(bits) % fill)
    bits += "0" * (-len(bits) % 6)
    return "".join(_ALPHABET[int(bits[i : i + 6], 2)] for i in range(0, len(bits), 6))


def bits_of(text: str) -> str:
    return "".join(f"{_ALPHABET.index(one):06b}" for one in text)


_purposes = st.frozensets(st.integers(1, 24), max_size=24)


def _comb(first: int, length: int, step: int) -> frozenset[int]:
    """A stretch of vendors; with gaps, that is, many short ranges, unless step is 1."""
    stretch = range(first, first + length)
    return frozenset(stretch) - frozenset(stretch[::step] if step > 1 else ())


_vendor_sets = st.one_of(
    st.frozensets(st.integers(1, 900), max_size=12),
    st.frozensets(st.integers(1, 12), max_size=12),
    st.builds(_comb, st.integers(1, 900), st.integers(1, 300), st.integers(1, 7)),
)
sections = st.builds(Section, _vendor_sets, st.integers(0, 1200), st.booleans())
_pairs = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=2)
_times = st.integers(0, (1 << 36) - 1).map(lambda deciseconds: deciseconds * 100)
_recent = st.integers(DISCLOSURE_MS - 10**10, LATE_MS).map(lambda ms: ms // 100 * 100)
_restrictions = st.lists(
    st.tuples(st.integers(1, 24), st.integers(0, 2), _vendor_sets), max_size=4
).map(tuple)


def _valid(written: Written) -> Written:
    if written.created_ms >= DISCLOSURE_MS and written.disclosed is None:
        return written.but(disclosed=Section(written.vendors.vendors))
    return written


any_written = st.builds(
    Written,
    created_ms=st.one_of(_recent, _times),
    last_updated_ms=st.one_of(_recent, _times),
    cmp_id=st.integers(2, 4095),
    cmp_version=st.integers(0, 4095),
    screen=st.integers(0, 63),
    language=_pairs,
    list_version=st.integers(0, 4095),
    policy=st.integers(0, 63),
    non_standard=st.booleans(),
    special_features=st.frozensets(st.integers(1, 12)),
    consent=_purposes,
    interest=_purposes,
    one_treatment=st.booleans(),
    country=_pairs,
    vendors=sections,
    interests=sections,
    restrictions=_restrictions,
    disclosed=st.none() | sections,
    allowed=st.none() | sections,
    publisher=st.none() | st.tuples(_purposes, _purposes, st.integers(0, 63)),
    fill=st.sampled_from((6, 8, 24)),
    order=st.permutations((1, 2, 3)).map(tuple),
).map(_valid)
"""Any valid string of any tool, old or new."""
