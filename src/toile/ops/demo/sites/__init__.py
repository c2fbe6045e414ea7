"""The web sites of the demo world, served by host name from one small server.

Forty cinemas (``royal-toulon.localhost``), four publishers' stand-ins
(``franceinter.localhost``) and the guided tour (``toile.localhost``). The pages carry
the same lines a cinema or a publisher would paste; all the rest is the product's.
"""

from toile.ops.demo.sites.addresses import Addresses
from toile.ops.demo.sites.counters import COUNTERS
from toile.ops.demo.sites.server import Sites

__all__ = ["COUNTERS", "Addresses", "Sites"]
