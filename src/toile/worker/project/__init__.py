"""Projections of the journal, one file each; ``follow`` is how all of them read."""
