"""Processor time of a process and its descendants, from /proc."""

import os
from pathlib import Path

_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


def parse_stat(stat: str) -> tuple[int, int]:
    """The parent's id and the processor ticks of one /proc/<pid>/stat (proc(5))."""
    # The name stands in brackets and may hold spaces and brackets itself.
    fields = stat.rpartition(")")[2].split()
    return int(fields[1]), int(fields[11]) + int(fields[12])


def tree_seconds(root: int) -> float:
    """User and system time that a living process tree has spent so far."""
    parents: dict[int, int] = {}
    ticks: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text()
            except OSError:  # it ended meanwhile
                continue
            pid = int(folder.name)
            parents[pid], ticks[pid] = parse_stat(stat)
    family = {root}
    grown = True
    while grown:
        more = {pid for pid, parent in parents.items() if parent in family} - family
        family |= more
        grown = bool(more)
    return sum(ticks.get(pid, 0) for pid in family) / _TICKS_PER_SECOND
