"""The letters of a member's life: the one place from which they leave.

Each is ``members/letters/<name>.txt``; its first line is the subject.
"""

import datetime
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from toile.portal.accounts.models import Membership, Organisation, User
from toile.portal.cinemas.models import Cinema, Site
from toile.portal.members.models import Join
from toile.portal.payouts.models import BankAccount


def absolute(path: str) -> str:
    """Write the full address of a page, for a letter is read outside the portal."""
    return f"{settings.TOILE.portal_url}{path}"


def confirm_address(join: Join, token: str) -> None:
    """Send the link that makes an account."""
    link = absolute(reverse("members:confirm", args=[token]))
    _send("confirm", [join.email], {"join": join, "link": link})


def known_address(join: Join) -> None:
    """Tell somebody who has an account that they need not make one."""
    link = absolute(reverse("members:join"))
    _send("known", [join.email], {"join": join, "link": link})


def bank_account_changed(account: BankAccount, *, first: bool) -> None:
    """Tell every owner: who did not change it must know at once."""
    to = owners(account.organisation)
    _send("bank_account", to, {"account": account, "first": first})


def to_webmaster(to: str, site: Site, lines: str, note: str, by: User) -> None:
    """Send a site's lines to whoever puts them there."""
    given = {"site": site, "lines": lines, "note": note, "by": by}
    _send("webmaster", [to], given)


def leaving(cinema: Cinema, day: datetime.date, reason: str) -> None:
    """Tell the union, and the cinema itself, that a cinema leaves."""
    unions = Organisation.objects.filter(kind=Organisation.Kind.UNION)
    to = [address for union in unions for address in owners(union)]
    link = page_of(cinema)
    given = {"cinema": cinema, "day": day, "reason": reason, "link": link}
    _send("leaving_union", to, given)
    _send("leaving", owners(cinema.organisation), given)


def weekly(to: Iterable[str], given: dict[str, Any]) -> None:
    """Send a week's letter."""
    _send("weekly", to, given)


def page_of(cinema: Cinema) -> str:
    """Where a cinema's dashboard is."""
    return absolute(reverse("payouts:cinema", args=[cinema.id]))


def owners(organisation: Organisation) -> list[str]:
    """Addresses of the people who answer for an organisation."""
    seats = organisation.memberships.filter(
        role=Membership.Role.OWNER, user__is_active=True
    )
    return list(seats.values_list("user__email", flat=True))


def _send(name: str, to: Iterable[str], given: dict[str, Any]) -> None:
    text = render_to_string(f"members/letters/{name}.txt", given)
    subject, _line, body = text.strip().partition("\n")
    for address in to:
        # Once what it tells is there for good.
        transaction.on_commit(
            partial(send_mail, subject.strip(), f"{body.strip()}\n", None, [address])
        )
