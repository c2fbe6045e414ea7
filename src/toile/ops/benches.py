"""``toile bench``: each bench measures, and says beside what."""

import os
import tempfile
from typing import Annotated

import typer

from toile.ops.money import bench_money
from toile.ops.opening import open_django

bench_app = typer.Typer(help="Measure, beside a peer in the same run.")


@bench_app.command(name="edge")
def bench_edge(
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
    seconds: Annotated[int, typer.Option(help="Seconds a pass; three passes.")] = 3,
) -> None:
    """Measure the edge beside nginx: processor time a request, and the ratio."""
    from toile.ops.bench.prepared import bench

    bench(as_json=as_json, seconds=seconds)


@bench_app.command(name="bid")
def bench_bid(
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
    seconds: Annotated[int, typer.Option(help="Seconds a pass; three passes.")] = 3,
    profiles: Annotated[int, typer.Option(help="Ids of the pool.")] = 1_000_000,
    requests: Annotated[int, typer.Option(help="Different requests.")] = 60_000,
) -> None:
    """Measure the bid door beside nginx, by stages, with few lines and with many."""
    from toile.ops.bench.bids.run import bench

    bench(as_json=as_json, seconds=seconds, profiles=profiles, requests=requests)


@bench_app.command(name="portal")
def bench_portal(
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
    cinemas: Annotated[int, typer.Option(help="Member cinemas.")] = 400,
    campaigns: Annotated[int, typer.Option(help="Campaigns.")] = 500,
    clicks: Annotated[int, typer.Option(help="Billed clicks.")] = 100_000,
) -> None:
    """Measure every page of the portal with a country's worth of figures."""
    with tempfile.TemporaryDirectory(prefix="toile-bench-") as folder:
        os.environ["TOILE_DATA"] = folder
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/toile.sqlite3"
        open_django()
        from toile.ops.bench.portal.run import bench
        from toile.ops.bench.portal.world import Size

        size = Size(cinemas=cinemas, campaigns=campaigns, clicks=clicks)
        if not bench(as_json=as_json, size=size):
            raise typer.Exit(1)


bench_app.command(name="money")(bench_money)
