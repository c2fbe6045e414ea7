"""The open programme as its publisher gives it: records, and who reads them.

SPECS §9.1: SCARE's dataset (Licence Ouverte 2.0), served by data-fair.
"""

from toile.portal.showtimes.source.client import Reading, Validators, read
from toile.portal.showtimes.source.errors import SourceError
from toile.portal.showtimes.source.records import Fault, Showing

__all__ = ["Fault", "Reading", "Showing", "SourceError", "Validators", "read"]
