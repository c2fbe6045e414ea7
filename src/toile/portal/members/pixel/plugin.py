"""The WordPress plugin of one site: a zip with the site's key inside.

The same site gives the same bytes, so that a webmaster can tell by a hash that nothing
else was installed. The PHP sources lie in ``members/wordpress``; the portal adds one
file, ``toile-config.php``.
"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.utils import translation

from toile.portal.cinemas.models import Site
from toile.portal.members.pixel.consent_tools import CONSENT_GUIDES, OWN_BANNER
from toile.portal.members.pixel.lines import lines_of
from toile.portal.members.pixel.tags import scripts_of

NAME = "toile-pixel"
_SOURCES = Path(__file__).parents[1] / "wordpress" / NAME
# A zip cannot hold an earlier day; the true one would change the bytes.
_DAY = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o100644 << 16


def plugin_of(site: Site, notice: str, page_url: str) -> bytes:
    """Make the zip that WordPress installs, for one site.

    ``notice`` is the paragraph of its privacy page, ``page_url`` where the portal tells
    whether the pixel works.
    """
    files = {
        f"{NAME}/{path.relative_to(_SOURCES).as_posix()}": path.read_bytes()
        for path in _SOURCES.rglob("*")
        if path.suffix in {".php", ".txt"}
    }
    config = config_of(site, notice, page_url)
    files[f"{NAME}/toile-config.php"] = _config_file(config).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _DAY)
            entry.external_attr = _READABLE
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])
    return out.getvalue()


def config_of(site: Site, notice: str, page_url: str) -> dict[str, Any]:
    """Tell what the plugin must know: the key, each consent tool's scripts, words."""
    # The plugin is French, whatever the language of who downloads it.
    with translation.override("fr"):
        tools = {
            code: {"name": str(guide.name), "scripts": _scripts(site, code)}
            for code, guide in CONSENT_GUIDES.items()
        }
    return {
        "name": site.name,
        "site_key": site.key,
        "consent_tool": site.consent_tool or OWN_BANNER,
        "portal_url": page_url,
        "notice": notice,
        "tools": tools,
    }


def _scripts(site: Site, tool: str) -> list[dict[str, Any]]:
    return [
        {"attributes": dict(script.attributes), "code": script.code}
        for script in scripts_of(lines_of(site, tool))
    ]


def _config_file(config: Mapping[str, Any]) -> str:
    return (
        "<?php\n// Written by Toile's portal for this site alone.\n"
        "defined( 'ABSPATH' ) || exit;\n\n"
        f"return {php(config)};\n"
    )


def php(value: object) -> str:
    """Write a value as PHP reads it; a text in single quotes holds no variables."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        safe = value.replace("\\", "\\\\").replace("'", "\\'")
        return f"'{safe}'"
    if isinstance(value, Mapping):
        items = (f"{php(name)} => {php(held)}" for name, held in value.items())
        return f"array( {', '.join(items)} )"
    if isinstance(value, Sequence):
        return f"array( {', '.join(map(php, value))} )"
    raise TypeError(f"{type(value).__name__} has no place in the plugin's file")
