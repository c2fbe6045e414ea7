"""Cinemas, their sites, the figures of each day, and the CNC's list."""

from toile.portal.cinemas.models.cinema import Cinema
from toile.portal.cinemas.models.figures import CinemaAudience, SiteChoiceDay, SiteDay
from toile.portal.cinemas.models.listed import ListedCinema, plain
from toile.portal.cinemas.models.site import Site, new_site_key

__all__ = [
    "Cinema",
    "CinemaAudience",
    "ListedCinema",
    "Site",
    "SiteChoiceDay",
    "SiteDay",
    "new_site_key",
    "plain",
]
