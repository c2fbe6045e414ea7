"""What a benchmark says in the end: medians, and the ratio to the baseline."""

from collections.abc import Sequence

import msgspec


class Figures(msgspec.Struct, frozen=True):
    """The figures of one target, medians of the passes."""

    name: str
    requests_per_second: float
    cpu_us: float
    p50_ms: float
    p99_ms: float
    errors: int
    cpu_ratio: float | None = None  # cpu_us by the baseline's; None without one


_HEADINGS = ("target", "requests/s", "cpu us", "p50 ms", "p99 ms", "ratio", "errors")


def table(figures: Sequence[Figures]) -> str:
    """The figures as a text table, one line a target."""
    rows = [_HEADINGS, *map(_row, figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if at else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )


def _row(one: Figures) -> tuple[str, ...]:
    return (
        one.name,
        f"{one.requests_per_second:,.0f}",
        f"{one.cpu_us:.1f}",
        f"{one.p50_ms:.2f}",
        f"{one.p99_ms:.2f}",
        "-" if one.cpu_ratio is None else f"{one.cpu_ratio:.2f}",
        str(one.errors),
    )
