"""Where everything of a demo answers."""

import msgspec

TOUR_HOST = "toile.localhost"


class Addresses(msgspec.Struct, frozen=True, kw_only=True):
    """The product's public addresses, and the port of the demo's own sites."""

    pool_url: str
    ads_url: str
    portal_url: str
    port: int

    def site(self, host: str) -> str:
        """Write the origin of a site of the demo."""
        return f"http://{host}:{self.port}"

    @property
    def tour(self) -> str:
        """The address at which the guided tour opens."""
        return f"{self.site(TOUR_HOST)}/"
