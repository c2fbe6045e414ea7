"""The lines that a site pastes."""

from django.conf import settings

from toile.portal.cinemas.models import Site
from toile.portal.members.pixel.consent_tools import CONSENT_GUIDES, OTHER, OWN_BANNER


def lines_of(site: Site, consent_tool: str) -> str:
    """Write all that goes into a site's head, for the consent tool that it has."""
    if consent_tool == OWN_BANNER:
        return f"{_line('consent.js', site)}\n{_line('pixel.js', site)}"
    guide = CONSENT_GUIDES.get(consent_tool, CONSENT_GUIDES[OTHER])
    more = "" if guide is CONSENT_GUIDES[OTHER] else f'data-consent="{consent_tool}" '
    more += f"{guide.attributes} " if guide.attributes else ""
    bridge = f"{guide.lines}\n" if guide.lines else ""
    return f"{bridge}{_line('pixel.js', site, more)}"


def _line(script: str, site: Site, more: str = "") -> str:
    # Without crossorigin the pool's cookie would travel before the page's own yes.
    return (
        f'<script async crossorigin="anonymous" {more}src="{settings.TOILE.pool_url}'
        f'/{script}?site={site.key}"></script>'
    )
