"""The chart of accounts. Credits are negative: what the house owes.

What a click earns waits on ``cinema_pending`` while it may still turn out to be invalid
traffic, then moves to ``cinema_payable``: that is what is paid (docs/explain/books.md).
"""

from toile.wire.ids import Ulid

DISTRIBUTOR_RECEIVABLE = "distributor_receivable"
CINEMA_PENDING = "cinema_pending"
CINEMA_PAYABLE = "cinema_payable"
MEDIA_COST = "media_cost"
OPERATOR_MARGIN = "operator_margin"
UNION_PAYABLE = "union_payable"
UNION_FEE = "union_fee"
BANK = "bank"
ROUNDING = "rounding"
VAT_DEDUCTIBLE = "vat_deductible"

OF_CINEMAS = (CINEMA_PENDING, CINEMA_PAYABLE)
"""The kinds of accounts that are named after a cinema."""


def distributor_receivable(campaign: Ulid) -> str:
    """Name the account of what a campaign's distributor owes, for clicks and media."""
    return f"{DISTRIBUTOR_RECEIVABLE}:{campaign}"


def cinema_pending(cinema: Ulid) -> str:
    """Name the account of what clicks within their hold earn a cinema."""
    return f"{CINEMA_PENDING}:{cinema}"


def cinema_payable(cinema: Ulid) -> str:
    """Name the account of what is owed to a cinema."""
    return f"{CINEMA_PAYABLE}:{cinema}"


def media_cost(exchange: Ulid) -> str:
    """Name the account of what is owed to an exchange for what was bought there."""
    return f"{MEDIA_COST}:{exchange}"


def kind_of(account: str) -> str:
    """Tell the kind of an account from its name."""
    return account.partition(":")[0]


def owner_of(account: str) -> str:
    """Tell whose account it is from its name; empty for those of the house."""
    return account.partition(":")[2]
