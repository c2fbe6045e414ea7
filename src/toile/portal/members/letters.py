"""The letters of a member's life: the one place from which they are written."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from toile.portal.accounts.models import Membership, Organisation, User
from toile.portal.cinemas.models import Cinema, Site
from toile.portal.mail.models import Kind
from toile.portal.mail.services import absolute, send
from toile.portal.members.models import Join
from toile.portal.payouts.models import BankAccount


def confirm_address(join: Join, token: str) -> None:
    """Send the link that makes an account."""
    url = absolute(reverse("members:confirm", args=[token]))
    send(
        "members/confirm_address",
        join.email,
        {"name": "", "cinema": str(join), "url": url},
    )


def known_address(join: Join) -> None:
    """Tell somebody who has an account that they need not make one."""
    given = {"name": "", "cinema": str(join), "url": absolute(reverse("members:join"))}
    send("members/known_address", join.email, given)


def bank_account_changed(account: BankAccount, *, first: bool) -> None:
    """Tell every owner: who did not change it must know at once."""
    for one in owners(account.organisation):
        given = {
            "name": one.user.name,
            "organisation": account.organisation.name,
            "iban": account.masked_iban,
            "by": str(account.given_by),
            "given_at": account.given_at,
            "first": first,
            "url": absolute(reverse("accounts:sign_in")),
        }
        send("members/bank_account", one.user.email, given)


def to_webmaster(to: str, site: Site, lines: str, note: str, by: User) -> None:
    """Send a site's lines to whoever puts them there."""
    given = {
        "name": "",
        "by": str(by),
        "cinema": str(site.cinema),
        "lines": lines,
        "note": note,
        "url": absolute(reverse("spectators:my_data")),
    }
    send("members/webmaster", to, given)


def leaving(cinema: Cinema, day: datetime.date, reason: str) -> None:
    """Tell the union, and the cinema itself, that a cinema leaves."""
    given = {"cinema": str(cinema), "day": day, "reason": reason}
    for union in Organisation.objects.filter(kind=Organisation.Kind.UNION):
        for one in owners(union):
            told = given | {"name": one.user.name, "url": page_of(cinema)}
            send("members/leaving_union", one.user.email, told)
    url = absolute(reverse("members:participation", args=[cinema.id]))
    for one in owners(cinema.organisation):
        told = given | {"name": one.user.name, "url": url}
        send("members/leaving", one.user.email, told)


def weekly(to: Sequence[str], given: dict[str, Any]) -> None:
    """Write a week's letter; it can be refused."""
    for address in to:
        send("members/weekly", address, given, unsubscribe=Kind.WEEKLY)


def page_of(cinema: Cinema) -> str:
    """Where a cinema's dashboard is, for a letter is read outside the portal."""
    return absolute(reverse("payouts:cinema", args=[cinema.id]))


def owners(organisation: Organisation) -> QuerySet[Membership]:
    """Find the people who answer for an organisation."""
    seats = organisation.memberships.filter(
        role=Membership.Role.OWNER, user__is_active=True
    )
    return seats.select_related("user").order_by("user__email")
