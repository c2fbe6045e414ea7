"""How others hear of requests and decisions, for approvals know none of them.

All are sent inside the transaction of the deed: ``asked`` with ``approval``,
``decided`` with ``approval`` and ``by``, ``commented`` with ``comment``.
"""

from django.dispatch import Signal

asked = Signal()
decided = Signal()
commented = Signal()
