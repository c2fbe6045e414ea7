"""The wizard: seven steps, each a page of its own, each kept as soon as it is given.

There is no state beside the draft's own rows: leaving loses nothing.
"""
