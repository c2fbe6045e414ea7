"""The boxes of the départements under their regions, and the map that ticks them."""

from dataclasses import dataclass, field
from typing import Any

from django.forms import BaseForm

from toile.portal.ui.maps import Map
from toile.wire.geography import DEPARTEMENTS

CHOICE_MAP = Map("lieux", selects="departements")


@dataclass
class Region:
    """A region's own box, and those of its départements."""

    code: str
    box: Any
    departements: list[Any] = field(default_factory=list)

    @property
    def some(self) -> bool:
        """Tell whether anything is ticked here, so that it is shown open."""
        return any(one.data["selected"] for one in [self.box, *self.departements])


def grouped(form: BaseForm) -> list[Region]:
    """Group the form's boxes by region, by name."""
    regions = {
        str(box.data["value"]): Region(str(box.data["value"]), box)
        for box in form["regions"]
    }
    for box in form["departements"]:
        regions[DEPARTEMENTS[str(box.data["value"])].region].departements.append(box)
    return sorted(regions.values(), key=lambda one: str(one.box.choice_label))
