"""``toile pixel``: the pixel on cinemas' sites."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from toile.ops.opening import set_up_django
from toile.settings import load

app = typer.Typer(help="The pixel on cinemas' sites.")


@app.callback()
def pixel() -> None:
    """Keep ``check`` a word of its own while it is the only command."""


@app.command()
def check(
    url: Annotated[str, typer.Argument(help="The site's first page.")],
    site: Annotated[str, typer.Option(help="Its key; any if not given.")] = "",
    pictures: Annotated[
        Optional[Path],  # noqa: UP045 - typer reads Optional, not "| None"
        typer.Option(help="Where pictures go; below the data folder if not given."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Open a site in Chromium and say in French what its pixel really does.

    Ends with 0 when nothing is to be mended at once, 1 when something is, 3 when the
    site could not be looked at.
    """
    # The words of a report are the portal's, in French without its settings.
    set_up_django()
    from toile.ops.sitecheck.told import check_and_tell

    code = check_and_tell(load(), url, site, pictures, as_json=as_json)
    if code:
        raise typer.Exit(code)
