"""What a cinema adds to its privacy page, and what it writes to its supplier.

Both are French by their nature: they go to French sites and their makers (GDPR articles
13 and 26; SPECS §3.1, §3.2).
"""

import datetime
from urllib.parse import quote

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from toile.portal.accounts.models import Organisation
from toile.portal.accounts.selectors import controllers
from toile.portal.agreements.models import LegalIdentity
from toile.portal.charter.selectors import rules_in_force
from toile.portal.cinemas.models import Site
from toile.portal.mail.services import absolute


def notice_of(site: Site, today: datetime.date) -> str:
    """Write the paragraph of a site's privacy page: plain text, one idea a line."""
    given = {
        "site": site,
        "cinema": _legal_name(site),
        "contact": site.cinema.organisation.contact_email,
        "others": controllers(),
        "union": Organisation.Kind.UNION,
        "window_days": rules_in_force(today).window_days,
        "my_data": absolute(reverse("spectators:my_data")),
    }
    return _written("members/texts/privacy_notice.txt", given)


def supplier_mail(site: Site, lines: str, remarks: list[str], by: str) -> str:
    """Write the mail that asks a site's supplier to place its lines."""
    given = {"site": site, "cinema": site.cinema, "lines": lines, "remarks": remarks}
    return _written("members/texts/supplier_mail.txt", {**given, "by": by})


def mailto(subject: str, body: str) -> str:
    """Write a link that opens a ready mail in the reader's own programme."""
    # RFC 6068 §5: lines of a body end with CRLF.
    lines = body.replace("\n", "\r\n")
    return f"mailto:?subject={quote(subject)}&body={quote(lines)}"


def _legal_name(site: Site) -> str:
    identity = LegalIdentity.objects.filter(
        organisation=site.cinema.organisation
    ).first()
    return identity.legal_name if identity else site.cinema.organisation.name


def _written(template: str, given: dict[str, object]) -> str:
    with translation.override("fr"):
        return render_to_string(template, given).strip()
