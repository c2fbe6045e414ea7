"""The journal as segment files.

A stream is a folder; each writer process has a series of segments in it, named
``<writer>.<number>.journal``, and a lock file while it writes. ``segment`` is the
format, ``writer`` appends with group commit, ``disk`` keeps the series' files,
``recovery`` cuts torn tails, ``reader`` follows, ``compact`` takes erased ids out,
``damage`` is what it does with bytes that are no event, ``verify`` proves what is
there.
"""
