"""Fills a database, serves it, measures every page, tells; Django is set up."""

import os
import sys
from collections.abc import Sequence

import msgspec
from django.core.management import call_command

from toile.ops.bench.measure import cores
from toile.ops.bench.portal.measure import PageFigures, measure
from toile.ops.bench.portal.pages import pages, unnamed
from toile.ops.bench.portal.world import BenchWorld, Size, build
from toile.ops.bench.serving import free_port, serving
from toile.wire.clock import now_ms, paris_date

LIMIT_MS = 300


def bench(*, as_json: bool, size: Size) -> bool:
    """Measure in the database that the settings name; ``False`` if a page is slow."""
    call_command("migrate", interactive=False, verbosity=0)
    world = build(size, paris_date(now_ms()))
    port = free_port()
    command = [sys.executable, "-m", "toile.ops.cli", "portal"]
    environment = dict(os.environ) | {"TOILE_PORTAL_PORT": str(port)}
    with serving("portal", command, port, core=cores()[0], environment=environment):
        figures = measure(pages(world), world.users, port)
    print(msgspec.json.encode(figures).decode() if as_json else _told(figures, world))
    missed = unnamed()
    if missed:
        print(f"Not measured: {', '.join(sorted(missed))}.", file=sys.stderr)
    return all(one.status == 200 and one.median_ms <= LIMIT_MS for one in figures)


def _told(figures: Sequence[PageFigures], world: BenchWorld) -> str:
    rows = ", ".join(f"{count:,} {name}" for name, count in world.rows.items())
    head = ("page", "who", "median ms", "worst ms", "queries", "kB", "status")
    lines = [head, *map(_row, figures)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    table = "\n".join(
        "  ".join(
            cell.ljust(width) if at < 2 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )
    return f"{rows}\n\n{table}"


def _row(one: PageFigures) -> tuple[str, ...]:
    return (
        one.page,
        one.who,
        f"{one.median_ms:.0f}",
        f"{one.worst_ms:.0f}",
        str(one.queries),
        f"{one.kilobytes:.1f}",
        str(one.status),
    )
