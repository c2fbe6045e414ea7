"""The tabs of a campaign's pages."""

from django.urls import reverse
from django.utils.translation import gettext as _

from toile.portal.campaigns.models import Campaign
from toile.portal.ui.steps import Tab


def tabs(campaign: Campaign, at: str) -> list[Tab]:
    """The four pages of a campaign, of which ``at`` is open."""
    labels = {
        "detail": _("Bilan"),
        "settings": _("Réglages"),
        "creatives": _("Créations"),
        "exchanges": _("Échanges"),
    }
    return [
        Tab(label, reverse(f"campaigns:{name}", args=[campaign.id]), name == at)
        for name, label in labels.items()
    ]
