"""Benchmarks: the edge beside nginx, on this machine, in the same run.

``run`` starts Debian's nginx and the edge on one core and drives both with wrk from
another; ``measure`` does the same for targets that already serve. Figures are medians;
processor time a request (``cpu_us``) is the robust one, and its ratio to nginx is the
one to quote (PERF.md §0). Needs Linux, wrk and nginx.
"""

from toile.ops.bench.edge import Edge, Traffic, run
from toile.ops.bench.figures import Figures, table
from toile.ops.bench.measure import Target, measure
from toile.ops.bench.wrk import PreparedRequest

__all__ = [
    "Edge",
    "Figures",
    "PreparedRequest",
    "Target",
    "Traffic",
    "measure",
    "run",
    "table",
]
