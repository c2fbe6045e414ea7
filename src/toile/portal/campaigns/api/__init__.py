"""Campaigns and all that belongs to them, for programs."""

from toile.portal.campaigns.api.campaigns import router as campaigns
from toile.portal.campaigns.api.creatives import router as creatives
from toile.portal.campaigns.api.lines import router as lines

routers = (campaigns, lines, creatives)

__all__ = ["routers"]
