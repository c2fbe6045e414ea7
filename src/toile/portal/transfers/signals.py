"""What others may want to know of transfers, told within the same transaction."""

from django.dispatch import Signal

settled = Signal()
"""``transfer`` was executed, rejected or returned; ``by`` whom, if by somebody."""
