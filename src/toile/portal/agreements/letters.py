"""The letters about agreements: the code, the signed paper, the answer, the end.

All are about what the readers signed or must do, so none can be refused.
"""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse

from toile.portal.accounts.models import Membership, Organisation, User
from toile.portal.agreements.models import Agreement, SigningCode, Termination
from toile.portal.agreements.texts import Party
from toile.portal.mail.services import File, absolute, send


def code(party: Party, to: User, digits: str, made: SigningCode) -> None:
    """Send the code that signs, to whoever asked for it alone."""
    send(
        "agreements/code",
        to.email,
        {
            "name": to.name,
            "digits": f"{digits[:3]} {digits[3:]}",
            "whose": party.name,
            "fingerprint": made.text_hash[:16],
            "minutes": int(made.VALID_FOR.total_seconds() // 60),
        },
    )


def signed(agreement: Agreement, paper: bytes, by: User) -> None:
    """Send the sealed paper to who signed, and tell the union that it is its turn."""
    attached = [_file(agreement, paper)]
    told = {"agreement": agreement, "whose": _whose(agreement), "url": _page(agreement)}
    given = told | {"name": by.name, "for_union": False}
    send("agreements/signed", by.email, given, attachments=attached)
    tell_union_to_answer(agreement)


def tell_union_to_answer(agreement: Agreement) -> None:
    """Tell the union that an agreement waits for it."""
    told = {"agreement": agreement, "whose": _whose(agreement), "url": _page(agreement)}
    for one in _unions():
        given = told | {"name": one.user.name, "for_union": True}
        send("agreements/signed", one.user.email, given)


def answered(agreement: Agreement, paper: bytes) -> None:
    """Tell the other side what the union answered, with the paper of both."""
    attached = [_file(agreement, paper)] if paper else []
    for one in _acting(agreement.organisation.memberships.all()):
        given = {
            "name": one.user.name,
            "agreement": agreement,
            "whose": _whose(agreement),
            "accepted": agreement.stage == Agreement.Stage.SIGNED,
            "reason": agreement.union_answer.reason,
            "url": _page(agreement),
        }
        send("agreements/answered", one.user.email, given, attachments=attached)


def ended(agreement: Agreement, side: str, cause: str, reason: str) -> None:
    """Tell both sides that an agreement ends, when and why."""
    told = {
        "agreement": agreement,
        "whose": _whose(agreement),
        "day": agreement.terminated_on,
        "side": Termination.Side(side).label,
        "cause": Termination.Cause(cause).label,
        "reason": reason,
        "url": _page(agreement),
    }
    readers: Iterable[Membership] = [
        *_acting(agreement.organisation.memberships.all()),
        *_unions(),
    ]
    for one in readers:
        send("agreements/ended", one.user.email, told | {"name": one.user.name})


def _file(agreement: Agreement, paper: bytes) -> File:
    return File(f"convention-{agreement.reference}.pdf", "application/pdf", paper)


def _whose(agreement: Agreement) -> str:
    return str(agreement.cinema or agreement.organisation)


def _page(agreement: Agreement) -> str:
    return absolute(reverse("agreements:agreement", args=[agreement.pk]))


def _unions() -> QuerySet[Membership]:
    found = Membership.objects.filter(organisation__kind=Organisation.Kind.UNION)
    return _acting(found)


def _acting(found: QuerySet[Membership]) -> QuerySet[Membership]:
    acting = found.filter(
        role__in=[Membership.Role.OWNER, Membership.Role.EDITOR], user__is_active=True
    )
    return acting.select_related("user").order_by("user__email")
