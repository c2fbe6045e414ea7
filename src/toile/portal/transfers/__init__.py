"""Paying the cinemas: runs, checks, two approvals, the file, what the bank answers."""
