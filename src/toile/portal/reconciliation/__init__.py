"""Reconciliation: every day the journal, the books and the papers side by side."""
