"""``toile consent``: the proofs of consent, verified and exported.

Both need the pool's files and the portal's database, which knows sites and seals. To
find one browser's proofs it takes the union's keys as well.
"""

import sys
from typing import Annotated, Literal, Optional

import typer

from toile.ops.opening import open_django
from toile.settings import load

consent_app = typer.Typer(help="The proofs of consent of the member sites.")

SiteOption = Annotated[
    Optional[str],  # noqa: UP045 - typer reads Optional, not "| None"
    typer.Option(help="A site, by its id or its pixel key."),
]


@consent_app.command(name="verify")
def verify(site: SiteOption = None) -> None:
    """Check every chain: its hashes, its seals, and the journal it was made from."""
    open_django()
    from toile.ops.proofs import verify_chains

    lines, faults = verify_chains(load(), site)
    for line in lines:
        print(line)
    if faults:
        raise typer.Exit(1)


@consent_app.command(name="export")
def export(
    site: SiteOption = None,
    browser: Annotated[
        Optional[str],  # noqa: UP045 - typer reads Optional, not "| None"
        typer.Option(help="One browser, by the value of its pool cookie (tid)."),
    ] = None,
    kind: Annotated[
        Literal["json", "csv"], typer.Option("--format", help="How it is written.")
    ] = "json",
) -> None:
    """Write the proofs of one site, or of one browser, to standard output."""
    open_django()
    from toile.ops.proofs import export_browser, export_site

    settings = load()
    if (site is None) == (browser is None):
        raise typer.BadParameter("give --site or --browser")
    written = (
        export_browser(settings, browser)
        if browser is not None
        else export_site(settings, site or "", kind)
    )
    sys.stdout.buffer.write(written + b"\n")
