"""What cinemas are written about their money."""

from django.urls import reverse

from toile.portal.accounts.models import Membership
from toile.portal.mail.services import absolute, send
from toile.portal.transfers.models import Transfer

_LETTERS = {
    Transfer.State.EXECUTED: "transfers/paid",
    Transfer.State.REJECTED: "transfers/came_back",
    Transfer.State.RETURNED: "transfers/came_back",
}


def settled(transfer: Transfer) -> None:
    """Tell the people in charge of a cinema that they were paid, or that it failed."""
    template = _LETTERS.get(Transfer.State(transfer.state))
    account = transfer.account
    if template is None or account is None:
        return
    cinema = transfer.cinema
    seats = cinema.organisation.memberships.filter(
        role=Membership.Role.OWNER, user__is_active=True
    )
    page = "payouts:cinema" if template == "transfers/paid" else "members:bank_account"
    for seat in seats.select_related("user").order_by("user__email"):
        given = {
            "name": seat.user.name,
            "cinema": str(cinema),
            "amount_micros": transfer.total_micros,
            "reference": transfer.reference,
            "iban": account.masked_iban,
            "url": absolute(reverse(page, args=[cinema.id])),
        }
        send(template, seat.user.email, given)
