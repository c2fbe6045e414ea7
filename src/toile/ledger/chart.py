"""The chart of accounts. Credits are negative: what the house owes."""

from toile.wire.ids import Ulid

DISTRIBUTOR_RECEIVABLE = "distributor_receivable"
CINEMA_PAYABLE = "cinema_payable"
MEDIA_COST = "media_cost"
OPERATOR_MARGIN = "operator_margin"


def distributor_receivable(campaign: Ulid) -> str:
    """Name the account of what a campaign's distributor owes, for clicks and media."""
    return f"{DISTRIBUTOR_RECEIVABLE}:{campaign}"


def cinema_payable(cinema: Ulid) -> str:
    """Name the account of what is owed to a cinema."""
    return f"{CINEMA_PAYABLE}:{cinema}"


def media_cost(exchange: Ulid) -> str:
    """Name the account of what is owed to an exchange for what was bought there."""
    return f"{MEDIA_COST}:{exchange}"


def kind_of(account: str) -> str:
    """Tell the kind of an account from its name."""
    return account.partition(":")[0]
