"""What the ledger says, for pages of the apps below."""
