"""Where a served ad reports and leads to: always our own doors, never a third party.

Tokens may be holes of a template (``wire.vast``).
"""

from typing import NamedTuple

PRICE_MACRO = "${AUCTION_PRICE}"
"""What an exchange replaces by what we pay (OpenRTB 2.6 §4.4)."""


class Hosts(NamedTuple):
    """The addresses of the ads wing and of the portal, without a slash at the end."""

    ads: str
    portal: str

    def media(self, file: str) -> str:
        """Where a poster or a teaser is."""
        return f"{self.ads}/media/{file}"

    def impression(self, token: str, price: str = "") -> str:
        """Count an impression; ``price`` (or its macro) goes with one that bills."""
        priced = f"&p={price}" if price else ""
        return f"{self.ads}/imp?t={token}{priced}"

    def view(self, token: str) -> str:
        """Count a viewable impression."""
        return f"{self.ads}/view?t={token}"

    def video(self, token: str, reached: str = "") -> str:
        """Count what a teaser reached, or what was done with it."""
        named = f"&q={reached}" if reached else ""
        return f"{self.ads}/video?t={token}{named}"

    def click(self, token: str) -> str:
        """Follow the ad to the film's page."""
        return f"{self.ads}/click/{token}"

    def why(self, token: str) -> str:
        """Tell why this ad was shown."""
        return f"{self.portal}/pourquoi/{token}"
