"""How the audit trail, a floor above, hears of tokens.

Both are sent inside the deed's transaction with ``token`` and ``by``.
"""

from django.dispatch import Signal

token_made = Signal()
token_revoked = Signal()
