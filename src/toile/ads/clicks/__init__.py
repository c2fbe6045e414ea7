"""Clicks: where they lead, and which of them are billed.

``redirect`` knows the one destination, ``unbilled`` names every reason for which a
click earns nothing, ``filter`` judges.
"""

from toile.ads.clicks.unbilled import UnbilledReason

__all__ = ["UnbilledReason"]
