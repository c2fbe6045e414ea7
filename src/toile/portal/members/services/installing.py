"""What a cinema says of its site's installation."""

import datetime

from django.db import transaction

from toile.portal.accounts.models import User
from toile.portal.cinemas import services as cinemas
from toile.portal.cinemas.models import Site
from toile.portal.members.installation import LINES, NOTICE
from toile.portal.members.models import Installation

_FIELDS = {LINES: "lines_on", NOTICE: "notice_on"}


@transaction.atomic
def choose_tools(site: Site, maker: str, consent_tool: str, by: User | None) -> Site:
    """Keep what a site is made with; other tools mean other lines to place."""
    same = (site.maker, site.consent_tool) == (maker, consent_tool)
    if not same:
        Installation.objects.filter(site=site).update(lines_on=None)
    return cinemas.change_site(site, by, maker=maker, consent_tool=consent_tool)


def tick(site: Site, step: str, today: datetime.date) -> None:
    """Remember that a step was done, on the first day it was said."""
    field = _FIELDS[step]
    kept, _made = Installation.objects.get_or_create(site=site)
    if getattr(kept, field) is None:
        setattr(kept, field, today)
        kept.save(update_fields=[field])
