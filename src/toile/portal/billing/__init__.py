"""What is invoiced: the month's deliveries and fees, as the ledger has them."""
