"""The CNC's list of cinemas: read from its open file, or from the facts kept here.

``facts-art-et-essai.csv`` carries the facts of the Art et Essai cinemas, so that an
installation without the file can be joined; ``scripts/cnc_facts.py`` makes it.
"""

from toile.portal.cinemas.listing.cnc import Listed, Reading, read_cnc
from toile.portal.cinemas.listing.facts import FACTS, read_facts, write_facts

__all__ = ["FACTS", "Listed", "Reading", "read_cnc", "read_facts", "write_facts"]
