"""Custody: what the union sees of its keys' versions. Never a key: these stay away."""
