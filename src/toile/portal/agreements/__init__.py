"""Signed contracts: operator–union and union–cinema, with their terms."""
