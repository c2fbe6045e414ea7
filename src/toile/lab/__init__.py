"""Audience science on the pool's side; today the rules about small crowds.

``crowds`` rounds counts of spectators and hides those too small to be shown. Reach,
overlap, lift and forecasts move in here.
"""

from toile.lab.crowds import SMALLEST_SHOWN, shown

__all__ = ["SMALLEST_SHOWN", "shown"]
