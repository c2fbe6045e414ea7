"""``toile keys``: the ceremonies of the union at the pool's machine, each audited.

Prints versions, dates and fingerprints; no key ever. Django is opened only by what
writes the audit trail, and before anything is changed: what cannot be audited is not
done.
"""

import getpass
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

import typer

from toile.settings import Settings, load
from toile.wire.clock import now_ms, paris_date, to_datetime
from toile.wire.errors import SettingError

By = Annotated[
    str, typer.Option(help="Who does this: the address of somebody of the union.")
]


WingOption = Annotated[
    Literal["pool", "ads", "both"],
    typer.Option(help="Which wing this machine runs."),
]

app = typer.Typer(invoke_without_command=True)


@app.callback()
def keys(context: typer.Context, wing: WingOption = "both") -> None:
    """Make the keys of a new installation, or do the union's ceremonies with them."""
    if context.invoked_subcommand is None:
        create(wing)


@app.command()
def create(wing: WingOption = "both") -> None:
    """Make the key files that are missing; wrap or complete those of older versions."""
    from toile.ops.keys import complete_keys, ensure_keys

    settings = load()
    # A machine of one wing was brought its file; only the operator's has grown since.
    if wing == "ads" and settings.ads_keys.exists():
        made = complete_keys(settings.ads_keys)
    else:
        made = ensure_keys(settings)
    for path in made:
        print(f"made {path}")
    if not made:
        print("the keys are there already; nothing was changed")
    elif settings.pool_keys in made:
        print(_told_of_keys(settings))


@app.command()
def status() -> None:
    """Tell which versions there are, since when, and what is due; never a key."""
    from toile.ops.keys import custody_of

    settings = load()
    ring = custody_of(settings).keyring()
    custody_of(settings).keys()
    now = now_ms()
    print(f"master key {ring.master} ({settings.pool_master})")
    for each in sorted(ring.ids, key=lambda one: -one.version):
        began = f"made {_day(each.made_ms)} by {each.by}"
        state = _state(each.until_ms, each.from_ms, now)
        print(f"version {each.version}: {state}; {began}")
    for name, made_ms in (
        ("receipts", ring.receipt_made_ms),
        ("door", ring.door_made_ms),
    ):
        told = f"renewed {_day(made_ms)}" if made_ms else "as old as the first version"
        print(f"key of {name}: {told}")
    for former in ring.receipts_before:
        print(f"key of receipts before: read until {_day(former.until_ms)}")
    for gone in reversed(ring.destroyed):
        print(
            f"version {gone.version}: destroyed {_day(gone.destroyed_ms)} by {gone.by}"
        )


@app.command()
def rotate(by: By) -> None:
    """Make a new version of the keys; nobody leaves the pool by it."""
    from toile.ops import ceremony

    settings, note = _audited(by)
    from toile.portal.agreements.selectors import cinemas_in_force

    now = now_ms()
    windows = [each.window_days for each in cinemas_in_force(paris_date(now)).values()]
    made = ceremony.rotate(settings, max(windows, default=0), by, now)
    note("keys.rotated", version=made.version)
    print(f"version {made.version} is in force from {_time(made.from_ms)} on")
    print("the version before is read until the day that `toile keys status` tells")


@app.command()
def retire(
    by: By,
    leaked: Annotated[
        bool, typer.Option(help="Its key is in wrong hands: do not wait.")
    ] = False,
    if_due: Annotated[
        bool, typer.Option(help="Do nothing, and say so, if no version is over.")
    ] = False,
) -> None:
    """Destroy the version before the present one, and all that is held by its ids."""
    from toile.ops import ceremony
    from toile.ops.keys import custody_of

    settings, note = _audited(by)
    from toile.worker.stores import open_stores

    now = now_ms()
    ring = custody_of(settings).keyring()
    over = [each for each in ring.ids if each.until_ms and each.until_ms <= now]
    if if_due and not over:
        print("no version is over; nothing was changed")
        return
    apart = bool(settings.door)
    done = ceremony.retire(
        settings,
        lambda: open_stores(settings.profiles, apart=apart),
        by,
        now,
        leaked=leaked,
    )
    note("keys.retired", version=done.version, leaked=leaked)
    print(f"version {done.version} is destroyed; {done.ids} ids of it were taken out")


@app.command()
def rewrap(by: By) -> None:
    """Put a new master key in the place of the present one; ids stay as they are."""
    from toile.ops import ceremony

    settings, note = _audited(by)
    master = ceremony.rewrap(settings)
    note("keys.rewrapped", master=master)
    print(f"the keys are wrapped by master key {master}, in {settings.pool_master}")
    print("now export it for the safe, and destroy what the safe held before")


@app.command()
def renew_receipts(
    by: By,
    leaked: Annotated[
        bool, typer.Option(help="Its key is in wrong hands: ask every browser anew.")
    ] = False,
) -> None:
    """Put a new key of receipts in force; the yeses given so far hold on."""
    from toile.ops import ceremony

    settings, note = _audited(by)
    until_ms = ceremony.renew_receipts(settings, now_ms(), leaked=leaked)
    note("keys.receipts_renewed", leaked=leaked)
    if until_ms is None:
        print("receipts of the key before open no more: spectators are asked anew")
    else:
        print(f"receipts of the key before are read until {_day(until_ms)}")
    print("now put the new key file into the safe; the master key is the same")


@app.command()
def renew_door(by: By) -> None:
    """Put a new key of the door between the wings in force."""
    from toile.ops import ceremony

    settings, note = _audited(by)
    carried = ceremony.renew_door(settings, now_ms())
    note("keys.door_renewed")
    if carried is None:
        print(f"both wings have it: {settings.pool_keys}, {settings.ads_keys}")
        return
    print(f"bring {carried} to the ads wing's machine by a safe way, and there run")
    print("`toile keys take-door FILE`; then destroy both copies of the file")


@app.command()
def take_door(
    file: Annotated[Path, typer.Argument(help="What `renew-door` wrote.")],
) -> None:
    """Take in the door's new key, at the ads wing's machine."""
    from toile.ops import ceremony

    settings = load()
    ceremony.take_door(settings, file)
    print(f"the door's key is in {settings.ads_keys}; now destroy {file}")


@app.command()
def export_for_escrow(
    file: Annotated[Path, typer.Argument(help="Where to write it.")],
    by: By,
    custodians: Annotated[int, typer.Option(min=1, max=5, help="How many.")] = 2,
) -> None:
    """Seal the master key with the custodians' passphrases, for the safe."""
    from toile.ops import ceremony

    settings, note = _audited(by)
    phrases = tuple(_ask(number, twice=True) for number in range(1, custodians + 1))
    master = ceremony.export_for_escrow(settings, file, phrases)
    note("keys.escrowed", master=master, custodians=custodians)
    print(f"master key {master} is sealed in {file}: put it and {settings.pool_keys}")
    print("into the safe, and no passphrase with them")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="What was in the safe.")], by: By
) -> None:
    """Bring the master key back from the safe to a machine that has none."""
    from toile.ops import ceremony

    settings, note = _audited(by)
    count = ceremony.custodians_of(file)
    phrases = tuple(_ask(number, twice=False) for number in range(1, count + 1))
    master = ceremony.restore(settings, file, phrases)
    note("keys.restored", master=master)
    print(f"master key {master} is in {settings.pool_master}")


def _told_of_keys(settings: Settings) -> str:
    """Write into the trail that keys were made, if there is one yet."""
    from django.db import DatabaseError

    from toile.ops.opening import open_django

    open_django()
    from toile.worker.publish.keys import note_keys

    try:
        note_keys(settings)
    except DatabaseError:
        return "there is no audit trail yet: the worker will write it down there"
    return "it is in the audit trail"


def _audited(by: str) -> tuple[Settings, Callable[..., None]]:
    """Open the trail first; give back how to add to it."""
    from toile.ops.opening import open_django

    settings = load()
    open_django()
    from toile.portal.custody.services import Deed, note_deed, of_the_union
    from toile.worker.publish.keys import note_keys

    if of_the_union(by) is None:
        raise SettingError(
            "--by",
            f"{by} is the address of nobody of the union",
            "Give the address with which somebody of the union signs in.",
        )

    def note(action: str, **details: object) -> None:
        note_deed(Deed(action, by, dict(details)))
        note_keys(settings)

    return settings, note


def _ask(number: int, *, twice: bool) -> str:
    phrase = getpass.getpass(f"Passphrase of custodian {number}: ")
    if twice and getpass.getpass(f"Once more, custodian {number}: ") != phrase:
        raise SettingError(
            f"The passphrase of custodian {number}",
            "it was not the same twice",
            "Begin again; nothing was written.",
        )
    return phrase


def _state(until_ms: int | None, from_ms: int, now: int) -> str:
    if until_ms is not None and until_ms <= now:
        return "over; destroy it with `toile keys retire`"
    if from_ms > now:
        return f"in force from {_time(from_ms)} on"
    if until_ms is not None:
        return f"read until {_day(until_ms)}"
    return "in force" + (f" since {_day(from_ms)}" if from_ms else "")


def _day(at_ms: int) -> str:
    return to_datetime(at_ms).date().isoformat()


def _time(at_ms: int) -> str:
    return f"{to_datetime(at_ms):%Y-%m-%d %H:%M:%S} UTC"
