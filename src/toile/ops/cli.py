"""``toile``: the command line. Each command does one thing and says what it did.

Imports stand inside the commands: each process loads only its own part of the house,
and Django not at all where it is not needed.
"""

import logging
import os
import sys
from pathlib import Path
from typing import Annotated, Literal, Optional

import typer

from toile import __version__
from toile.ops import accounting, custody
from toile.ops.audit import audit_app
from toile.ops.benches import bench_app
from toile.ops.consent import consent_app
from toile.ops.custody import WingOption
from toile.ops.money import money_app
from toile.ops.opening import open_django, set_up_django
from toile.ops.sitecheck.command import app as pixel_app
from toile.ops.statements import statements_app
from toile.settings import TABLE, Settings, load
from toile.wire.errors import SettingError, ToileError

app = typer.Typer(
    help="Toile: arthouse cinemas pool the audience of their own sites.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
journal_app = typer.Typer(help="Verify, export and compact the journal.")
app.add_typer(journal_app, name="journal", no_args_is_help=True)
app.add_typer(audit_app, name="audit", no_args_is_help=True)
app.add_typer(custody.app, name="keys")
app.add_typer(consent_app, name="consent", no_args_is_help=True)
letters_app = typer.Typer(help="The letters that leave by the calendar.")
app.add_typer(letters_app, name="letters", no_args_is_help=True)
cinemas_app = typer.Typer(help="The CNC's list of cinemas.")
app.add_typer(cinemas_app, name="cinemas", no_args_is_help=True)
films_app = typer.Typer(help="The film data that distributors search in.")
app.add_typer(films_app, name="films", no_args_is_help=True)
showtimes_app = typer.Typer(help="The open programme of the cinemas.")
app.add_typer(showtimes_app, name="showtimes", no_args_is_help=True)
app.add_typer(statements_app, name="statements", no_args_is_help=True)
app.add_typer(bench_app, name="bench", no_args_is_help=True)
app.add_typer(money_app, name="money", no_args_is_help=True)
app.add_typer(pixel_app, name="pixel", no_args_is_help=True)
money_app.command(name="fec")(accounting.fec)
money_app.command(name="fec-check")(accounting.fec_check)

DemoFolder = Annotated[
    Path, typer.Option(help="The demo's own folder; wiped at each start.")
]
DEMO_FOLDER = Path("var/demo")
StreamOption = Annotated[
    Optional[Literal["pool", "ads"]],  # noqa: UP045 - typer reads Optional, not "| None"
    typer.Option(help="One stream; both if not given."),
]


def main() -> None:
    """Run the command line; an error is one sentence, never a stack trace."""
    try:
        _start_logging()
        app()
    except ToileError as error:
        print(f"toile: {error}", file=sys.stderr)
        sys.exit(1)


def _start_logging() -> None:
    # Before any settings file is complete, the level alone: a command must be able to
    # say what is wrong with the rest.
    level = next(setting for setting in TABLE if setting.name == "log")
    text = os.environ.get(level.variable) or level.default
    try:
        logging.basicConfig(
            level=level.parse(text),
            format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        )
    except ValueError as error:
        raise SettingError(
            level.variable, f"{text!r} is no level of logging", f"{error}."
        ) from error


@app.command()
def version() -> None:
    """Print the version."""
    print(__version__)


@app.command()
def seal(
    name: Annotated[str, typer.Option(help="Whose seal it is: the union.")] = "Toile",
) -> None:
    """Make the electronic seal of agreements, self-signed; never replaces one."""
    from toile.ops.seal import ensure_seal

    settings = load()
    if ensure_seal(settings, name):
        print(f"made {settings.seal}")
    else:
        print(f"the seal is there already: {settings.seal}")


@app.command()
def edge(wing: WingOption = "both") -> None:
    """Run the HTTP data plane."""
    from functools import partial

    from toile.ops.metrics import share_metrics

    settings = load()
    if wing == "ads":
        _refuse_pool_keys(settings)
    share_metrics(settings, wing)
    from toile.edge.counters import Counters
    from toile.edge.server import serve as serve_http
    from toile.edge.wings import build

    counters = Counters()
    serve_http(
        partial(build, settings, wing, counters),
        settings.edge_host,
        settings.edge_port,
        settings.edge_processes,
        on_refusal=counters.refused,
        tally=counters.server,
    )


@app.command()
def worker(
    wing: WingOption = "both",
    rebuild: Annotated[
        bool, typer.Option(help="Drop profiles and figures, rebuild them, and end.")
    ] = False,
) -> None:
    """Follow the journal: profiles, figures, ledger, plans."""
    open_django()
    from toile.ops.supervise import stop_on_signals
    from toile.worker.loop import Worker

    settings = load()
    if wing == "ads":
        _refuse_pool_keys(settings)
    stop = stop_on_signals()
    running = Worker(settings, wing)
    try:
        if rebuild:
            running.stores.clear(wing)
            running.catch_up()
            for deed, why in running.failing.items():
                raise ToileError(
                    f"The rebuild stopped at «{deed}»",
                    why,
                    "Mend that, then run it again.",
                )
            print("profiles and figures are rebuilt from the journal")
        else:
            running.run(stop)
    finally:
        running.close()


@app.command()
def door() -> None:
    """Run the door of an ads wing that has a machine of its own."""
    from functools import partial

    settings = load()
    _refuse_pool_keys(settings)
    from toile.edge.door.build import LIMITS, build
    from toile.edge.server import serve as serve_http

    serve_http(
        partial(build, settings), settings.door_host, settings.door_port, limits=LIMITS
    )


@app.command()
def jobs() -> None:
    """Send mails, do what pages asked for, and what the clock asks for."""
    open_django()
    from toile.ops.sitecheck.process import look
    from toile.ops.supervise import stop_on_signals
    from toile.portal.jobs.runner import Runner
    from toile.portal.sitechecks import checker

    # The portal knows no browser; this program has one.
    checker.install(look)
    Runner(stop_on_signals()).run()


@app.command()
def portal() -> None:
    """Run the portal."""
    settings = load()
    from toile.ops.programs import need_free_ports, ports_of

    need_free_ports(ports_of(settings)[1:])
    open_django()
    from granian.constants import Interfaces
    from granian.server import Server

    from toile.portal.control.stream import MOST_STREAMS

    Server(
        "toile.portal.project.wsgi:application",
        address=settings.portal_host,
        port=settings.portal_port,
        interface=Interfaces.WSGI,
        workers=1,
        # A stream holds a thread: pages keep their own.
        blocking_threads=4 + MOST_STREAMS,
    ).serve()


@app.command()
def serve() -> None:
    """Run everything, empty: migrate, then all four programs until Ctrl-C."""
    settings = load()
    from toile.ops.keys import ensure_keys
    from toile.ops.programs import need_free_ports, ports_of, start_all
    from toile.ops.seal import ensure_seal
    from toile.ops.supervise import Supervisor, stop_on_signals

    need_free_ports(ports_of(settings))
    ensure_keys(settings)
    ensure_seal(settings)
    migrate()
    stop = stop_on_signals()
    with Supervisor(settings.data / "logs", {}) as supervisor:
        start_all(supervisor, settings)
        print(f"Toile runs: {settings.portal_url} (Ctrl-C stops everything)")
        supervisor.watch(stop)


@app.command()
def demo(
    people: Annotated[int, typer.Option(help="Simulated spectators at a time.")] = 12,
    # A yes holds for six months: who gave one in the first must still be in the last.
    months: Annotated[
        int, typer.Option(min=0, max=4, help="Whole months that went by before.")
    ] = 2,
    fresh: Annotated[bool, typer.Option(help="Forget an earlier demo first.")] = True,
    data: DemoFolder = DEMO_FOLDER,
) -> None:
    """Run everything with a living demo world, and a guided tour to begin with."""
    from toile.ops.demo.surroundings import take_folder, take_up
    from toile.ops.demo.world import load as load_world
    from toile.ops.keys import ensure_keys
    from toile.ops.programs import need_free_ports, ports_of
    from toile.ops.seal import ensure_seal

    settings, addresses = take_up(data)
    sites = ("TOILE_SITES_PORT", "127.0.0.1", addresses.port)
    need_free_ports([*ports_of(settings), sites])
    take_folder(settings.data, fresh=fresh)
    ensure_keys(settings)
    ensure_seal(settings, "SCARE (démonstration)")
    print("Préparation du monde de démonstration …", flush=True)
    migrate()
    from toile.ops.demo.run import run

    run(load(), load_world(), addresses, people=people, months=months)


@app.command()
def simulate(
    people: Annotated[int, typer.Option(help="Simulated spectators.")] = 200,
    data: DemoFolder = DEMO_FOLDER,
) -> None:
    """Send a bounded simulated crowd through a running demo."""
    from toile.ops.demo.surroundings import take_up
    from toile.ops.demo.world import load as load_world

    _, addresses = take_up(data)
    open_django()
    from toile.ops.demo.run import send_crowd

    print(send_crowd(load_world(), addresses, people))


@app.command()
def doctor() -> None:
    """Look for what is wrong and say what to do about it."""
    set_up_django()
    from toile.ops.doctor import examine

    findings = examine(load())
    for finding in findings:
        print(finding)
    if any(finding.wrong for finding in findings):
        raise typer.Exit(1)


@app.command()
def bid(
    explain: Annotated[
        Path, typer.Option(help="A file with one bid request as JSON; - reads it in.")
    ],
    exchange: Annotated[
        str, typer.Option(help="Who asks; may be left out if there is only one.")
    ] = "",
    plan: Annotated[
        Optional[Path],  # noqa: UP045 - typer reads Optional, not "| None"
        typer.Option(help="A plan; the one in force if not given."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Tell line by line why each line does or does not bid on a request."""
    from toile.ops.replay.inputs import InputError
    from toile.ops.replay.run import explain_file

    try:
        print(explain_file(load(), explain, exchange, plan, as_json=as_json))
    except InputError as error:
        print(f"toile: {error}", file=sys.stderr)
        raise typer.Exit(2) from error


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True}
)
def manage(context: typer.Context) -> None:
    """Run a Django management command."""
    open_django()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["toile manage", *context.args])


def migrate() -> None:
    """Bring the database to this version's tables."""
    open_django()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    from toile.portal.cinemas.services import load_facts_once

    load_facts_once()


@journal_app.command()
def verify(stream: StreamOption = None) -> None:
    """Read every record and report each fault; ends with code 1 if there is any."""
    from toile.journal import verify as verify_stream

    faults = 0
    for name in _streams(stream):
        report = verify_stream(load().journal, name)
        print(report)
        faults += report.faults
    if faults:
        raise typer.Exit(1)


@journal_app.command()
def export(stream: StreamOption = None) -> None:
    """Write the events to standard output, one JSON object a line."""
    from toile.journal import export as export_stream
    from toile.journal import open_reader

    for name in _streams(stream):
        for line in export_stream(open_reader(load().journal, name)):
            sys.stdout.buffer.write(line)


@journal_app.command()
def compact(wing: WingOption = "both") -> None:
    """Take the erased out of the journal's closed files."""
    from toile.profiles import open_space
    from toile.worker.erasure import compact_ads, compact_pool
    from toile.worker.stores import ADS_TABLES, POOL_TABLES

    settings = load()
    if wing != "ads":
        pool = open_space(settings.profiles, "pool", POOL_TABLES, read_only=True)
        print(compact_pool(settings.journal, pool))
    if wing != "pool":
        ads = open_space(settings.profiles, "ads", ADS_TABLES, read_only=True)
        print(compact_ads(settings.journal, ads))


@cinemas_app.command(name="import")
def import_cinemas(
    file: Annotated[Path, typer.Argument(help="The CNC's open CSV of établissements.")],
) -> None:
    """Fill the list in which a cinema that joins finds itself; says what is wrong."""
    open_django()
    from toile.ops.cinemas import import_list

    print(import_list(file))


@letters_app.command(name="send")
def send_letters(
    week: Annotated[
        Optional[str],  # noqa: UP045 - typer reads Optional, not "| None"
        typer.Option(help="Its Monday (ISO date); the last whole week if not given."),
    ] = None,
) -> None:
    """Write the weekly letters that members have not had yet."""
    open_django()
    from toile.ops.letters import send_weekly

    print(send_weekly(week))


@films_app.command(name="import")
def import_films(
    file: Annotated[
        Path, typer.Argument(help="A CSV file: the CNC's list, or Allociné's numbers.")
    ],
) -> None:
    """Take in a list of films to search in; again, it changes nothing."""
    open_django()
    from toile.ops.films import import_file

    print(import_file(file))


@showtimes_app.command(name="import")
def import_showtimes() -> None:
    """Read the programme once, now; the worker does it each hour."""
    settings = load()
    if not settings.showtimes:
        raise SettingError(
            "TOILE_SHOWTIMES", "it is off", "Give the address of the dataset."
        )
    open_django()
    from toile.ops.showtimes import import_once

    print(import_once(settings.showtimes))


def _streams(
    stream: Literal["pool", "ads"] | None,
) -> tuple[Literal["pool", "ads"], ...]:
    return ("pool", "ads") if stream is None else (stream,)


def _refuse_pool_keys(settings: Settings) -> None:
    from toile.ops.keys import refuse_pool_keys

    refuse_pool_keys(settings, os.environ)


if __name__ == "__main__":
    main()
