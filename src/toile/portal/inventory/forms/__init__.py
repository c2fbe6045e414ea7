"""What the operator types about its inventory."""

from toile.portal.inventory.forms.deals import DealForm
from toile.portal.inventory.forms.exchanges import ExchangeForm, PriceKeysForm
from toile.portal.inventory.forms.publishers import (
    ContactForm,
    NewPlacementForm,
    PlacementForm,
    PublisherForm,
)

__all__ = [
    "ContactForm",
    "DealForm",
    "ExchangeForm",
    "NewPlacementForm",
    "PlacementForm",
    "PriceKeysForm",
    "PublisherForm",
]
