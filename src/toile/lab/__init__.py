"""Audience science on the pool's side: numbers in, numbers out. Pure.

``crowds`` rounds counts of spectators and hides those too small to be shown, ``reach``
tells whom a targeting addresses and a campaign meets, ``frequency`` how often, ``lift``
compares those served with those held out, ``supply`` and ``forecast`` tell what a
budget will buy. Nothing here sees an id: counts come from the worker's passes over the
pool's profiles (decision 0014).
"""

from toile.lab.crowds import SMALLEST_SHOWN, shown

__all__ = ["SMALLEST_SHOWN", "shown"]
