"""What the database knows of an event's things: it may be restored from an older copy.

A row that names what is not there would be refused at the end of its transaction, and
everything behind it would wait for ever.
"""

from toile.portal.campaigns.models import Creative
from toile.portal.campaigns.selectors import known_lines
from toile.portal.inventory.models import Placement


def is_known(line: str, creative: str, placement: str) -> bool:
    """Tell whether the database has the line, the creative and the placement."""
    return (
        line in known_lines({line})
        and Creative.objects.filter(id=creative).exists()
        and Placement.objects.filter(id=placement).exists()
    )
