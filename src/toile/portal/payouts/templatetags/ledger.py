"""What a campaign owes the cinemas, for the pages of campaigns.

Campaigns lie below the ledger and know nothing of it; their pages ask for this by name.
"""

from django import template

from toile.portal.campaigns.models import Campaign
from toile.portal.payouts import selectors

register = template.Library()


@register.filter
def fees_micros(campaign: Campaign) -> int:
    """Tell the fees of all clicks of a campaign that were booked."""
    return selectors.fees_micros(campaign)
