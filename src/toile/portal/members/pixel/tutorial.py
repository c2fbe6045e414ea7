"""All that the step of the lines shows for one site."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from toile.portal.cinemas.models import Site
from toile.portal.members.pixel.consent_tools import CONSENT_GUIDES, OWN_BANNER, Guide
from toile.portal.members.pixel.lines import lines_of
from toile.portal.members.pixel.makers import (
    DEFAULT_MAKER,
    MAKERS,
    TAG_MANAGER,
    WORDPRESS,
    Maker,
)
from toile.portal.members.pixel.notice import mailto, supplier_mail
from toile.portal.members.pixel.tags import made_by_script


@dataclass(frozen=True)
class Tutorial:
    """A site's maker and consent tool, the lines in the form it takes, a ready mail."""

    maker: Maker
    guide: Guide
    lines: str
    mail: str
    mailto: str
    has_plugin: bool
    own_banner: bool


def tutorial_of(site: Site, by: str) -> Tutorial:
    """Put together what is shown for a site; ``by`` signs the mail."""
    maker = MAKERS.get(site.maker, MAKERS[DEFAULT_MAKER])
    tool = site.consent_tool or OWN_BANNER
    lines = placed_lines(site)
    with translation.override("fr"):
        remarks = [str(remark) for remark in maker.remarks if maker.by_supplier]
        subject = _("Des lignes à poser sur le site de %s") % site.cinema
    mail = supplier_mail(site, lines, remarks, by)
    return Tutorial(
        maker=maker,
        guide=CONSENT_GUIDES.get(tool, CONSENT_GUIDES[OWN_BANNER]),
        lines=lines,
        mail=mail,
        mailto=mailto(subject, mail),
        has_plugin=site.maker == WORDPRESS,
        own_banner=tool == OWN_BANNER,
    )


def placed_lines(site: Site) -> str:
    """Write a site's lines in the form that its maker takes."""
    lines = lines_of(site, site.consent_tool or OWN_BANNER)
    return made_by_script(lines) if site.maker == TAG_MANAGER else lines
