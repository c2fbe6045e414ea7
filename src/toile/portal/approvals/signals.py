"""How others hear of requests and decisions, for approvals know none of them.

Both are sent inside the transaction of the deed: ``asked`` with ``approval``,
``decided`` with ``approval`` and ``by``.
"""

from django.dispatch import Signal

asked = Signal()
decided = Signal()
