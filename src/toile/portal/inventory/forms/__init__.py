"""What the operator types about its inventory."""

from toile.portal.inventory.forms.deals import DealForm
from toile.portal.inventory.forms.exchanges import ExchangeForm, PriceKeysForm
from toile.portal.inventory.forms.publishers import (
    ContactForm,
    NewPlacementForm,
    PlacementForm,
    PublisherForm,
)
from toile.portal.inventory.forms.terms import AdvertiserForm, MarginForm, RateForm

__all__ = [
    "AdvertiserForm",
    "ContactForm",
    "DealForm",
    "ExchangeForm",
    "MarginForm",
    "NewPlacementForm",
    "PlacementForm",
    "PriceKeysForm",
    "PublisherForm",
    "RateForm",
]
