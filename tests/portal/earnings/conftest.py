"""The members, the payer and the runs are those of the tests of transfers."""

from transfers.conftest import (
    approve_twice,
    at_the_bank,
    members,
    payer,
    proposed,
)

__all__ = ["approve_twice", "at_the_bank", "members", "payer", "proposed"]
