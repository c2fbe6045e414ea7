"""The TCF section of a GPP string (IAB Global Privacy Platform, SPECS §2.5).

``header~section~section``: the header names the sections by ranges of Fibonacci-coded
steps, in ascending order; section 2 is a TC string as it would stand alone.
"""

TCF_EU = 2
"""The id of the section that carries a TC string."""

LONGEST = 16_384
"""Characters of a whole GPP string; it carries a TC string and a dozen short ones."""

_LONGEST_HEADER = 128

_TYPE = 3
_VERSION = 1
_HIGHEST = 64
"""Higher ids than any section has: a header that names one is none of ours."""

_DIGITS = {
    digit: format(value, "06b")
    for value, digit in enumerate(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    )
}


def tcf_section(gpp: str) -> str | None:
    """Give the TC string that a GPP string carries; ``None``: it carries none.

    A malformed GPP string carries none either. Raises nothing.
    """
    if len(gpp) > LONGEST:
        return None
    header, *sections = gpp.split("~")
    if len(header) > _LONGEST_HEADER:
        return None
    ids = _section_ids(header)
    if len(ids) != len(sections) or TCF_EU not in ids:
        return None
    return sections[ids.index(TCF_EU)]


def _section_ids(header: str) -> list[int]:
    """Read the ids that a header names; none if it is malformed."""
    try:
        bits = "".join(_DIGITS[digit] for digit in header)
        if int(bits[:6], 2) != _TYPE or int(bits[6:12], 2) != _VERSION:
            return []
        return _ranges(bits, 12)
    except (KeyError, ValueError):
        return []


def _ranges(bits: str, place: int) -> list[int]:
    ids: list[int] = []
    count = int(bits[place : place + 12], 2)
    place += 12
    last = 0
    for _ in range(count):
        is_range = bits[place : place + 1] == "1"
        step, place = _fibonacci(bits, place + 1)
        first = last = last + step
        if is_range:
            step, place = _fibonacci(bits, place)
            last += step
        if last > _HIGHEST:
            return []
        ids.extend(range(first, last + 1))
    return [] if "1" in bits[place:] else ids


def _fibonacci(bits: str, place: int) -> tuple[int, int]:
    """Read one number, which ends with two ones; it is at least 1."""
    end = bits.index("11", place)
    value, this, after = 0, 1, 2
    for digit in bits[place : end + 1]:
        if digit == "1":
            value += this
        this, after = after, this + after
    return value, end + 2
