"""The chart of accounts. Credits are negative: what the house owes."""

from toile.wire.ids import Ulid

DISTRIBUTOR_RECEIVABLE = "distributor_receivable"
CINEMA_PAYABLE = "cinema_payable"


def distributor_receivable(campaign: Ulid) -> str:
    """Name the account of what a campaign's distributor owes for clicks."""
    return f"{DISTRIBUTOR_RECEIVABLE}:{campaign}"


def cinema_payable(cinema: Ulid) -> str:
    """Name the account of what is owed to a cinema."""
    return f"{CINEMA_PAYABLE}:{cinema}"


def kind_of(account: str) -> str:
    """Tell the kind of an account from its name."""
    return account.partition(":")[0]
