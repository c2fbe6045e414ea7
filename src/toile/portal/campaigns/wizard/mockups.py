"""Pages of publishers as a sketch: enough of an article to see an ad stand in it."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import reverse

from toile.portal.campaigns.models import Creative
from toile.portal.inventory.models import Placement

PHONE = "telephone"
_PHONE_WIDTH = 390
_MARGIN = 16
# Where an insert stands on a wide page: above all, or beside the text.
_BANNER = 600


@dataclass(frozen=True)
class Mockup:
    """What the sketch needs: the frame's address and size, and how it stands."""

    frame: str
    width: int
    height: int
    site: str
    publisher: str
    popup: bool
    phone: bool
    banner: bool
    too_wide: bool
    alone: str


def mockup(creative: Creative, place: Placement, *, phone: bool) -> Mockup:
    """Sketch a page of the place's publisher with the creative in it."""
    room = _PHONE_WIDTH - 2 * _MARGIN
    width, height = place.width, place.height
    narrowed = phone and width > room
    if narrowed:
        # As the publisher's page does it: the ad keeps its height and gives up width.
        width = room
    origin = place.publisher.origins[0] if place.publisher.origins else ""
    return Mockup(
        frame=reverse("campaigns:preview_frame", args=[creative.id, place.id]),
        width=width,
        height=height,
        site=urlsplit(origin).hostname or place.publisher.name,
        publisher=place.publisher.name,
        popup=place.format == Placement.Format.POPUP,
        phone=phone,
        banner=place.width >= _BANNER and not phone,
        too_wide=narrowed,
        alone=f"{place.width} × {place.height}",
    )
