"""What a tutorial is made of: steps in words, some with a picture of the screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

OTHER = "other"


@dataclass(frozen=True)
class Picture:
    """A sketch of a screen, drawn by scripts/drawing/back_offices.py.

    ``alt`` says what is done there, for who does not see it.
    """

    name: str
    alt: Any

    @property
    def file(self) -> str:
        """Its place among the static files."""
        return f"members/installation/{self.name}.svg"


@dataclass(frozen=True)
class TutorialStep:
    """One thing to do, and the screen on which it is done."""

    words: Any
    picture: Picture | None = None


@dataclass(frozen=True)
class Maker:
    """What a site is made with, and what is done there.

    ``seen_by`` tells how a manager recognises it; ``by_supplier``: the cinema has no
    hand in it, its supplier places the lines. ``remarks`` are for whoever places them,
    ``hints`` for the cinema alone.
    """

    name: Any
    seen_by: Any
    steps: Sequence[TutorialStep]
    minutes: int = 5
    by_supplier: bool = False
    remarks: Sequence[Any] = ()
    hints: Sequence[Any] = ()


SINGLE_PAGE = _(
    "Si le site change de page sans se recharger, il n’y a rien de plus à faire : le "
    "pixel remarque seul le changement d’adresse."
)
CACHE = _("Si le site a un cache, videz-le : sinon l’ancienne page reste servie.")
SEE_BANNER = TutorialStep(
    _(
        "Ouvrez votre site dans une fenêtre ordinaire de Chrome : le bandeau paraît. "
        "Acceptez, puis ouvrez une autre page."
    ),
    Picture(
        "banner-1",
        _("Votre site : le bandeau avec deux boutons égaux, Accepter et Refuser."),
    ),
)
