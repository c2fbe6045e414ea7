"""The inventory, for programs: places, exchanges, deals."""

from toile.portal.inventory.api.deals import router as deals
from toile.portal.inventory.api.exchanges import router as exchanges
from toile.portal.inventory.api.places import router as places

routers = (places, exchanges, deals)

__all__ = ["routers"]
