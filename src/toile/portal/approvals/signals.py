"""How apps above hear of a decision, for approvals know none of them.

``decided`` is sent inside the decision's transaction with ``approval`` and ``by``,
``commented`` likewise with ``comment``.
"""

from django.dispatch import Signal

decided = Signal()
commented = Signal()
