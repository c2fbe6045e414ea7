"""One database's measurement, in the process that ``compare`` starts for it."""

import sys

import msgspec

from toile.ops.opening import open_django

open_django()

from toile.ops.bench.money.run import bench  # noqa: E402 - it needs Django

CLICKS, BATCH, CINEMAS, SERVER = map(int, sys.argv[1:])
print(msgspec.json.encode(bench(CLICKS, BATCH, CINEMAS, SERVER or None)).decode())
