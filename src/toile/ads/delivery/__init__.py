"""What every decision rests on: refusals, matching, caps, counters, pacing.

Shared by the direct placements and, later, by bidding. Pure but for reading the
values that the worker keeps in the ads space.
"""
