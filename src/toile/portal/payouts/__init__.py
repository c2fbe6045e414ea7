"""The stored ledger: postings that sum to zero, balances, what a cinema earns."""
