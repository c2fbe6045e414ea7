"""The contract between the union and a cinema: its text, by version.

A contract is French by its nature and is not translated. A version never changes once
somebody has signed it: a new wording is a new file. What is signed is the very text
that was shown, known by its hash.
"""

import datetime
import hashlib
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from toile.portal.accounts.models import Organisation
from toile.portal.agreements.models import (
    LegalIdentity,
)
from toile.portal.charter.selectors import rules_in_force
from toile.portal.cinemas.models import Cinema

CURRENT = "2026-11"
_TEXTS = {"2026-11": "agreements/texts/cinema_2026_11.html"}


@dataclass(frozen=True)
class Terms:
    """What a cinema is offered."""

    fee_micros: int
    window_days: int
    threshold_micros: int
    sharing_rule: str

    @property
    def fee_of_a_thousand_micros(self) -> int:
        """The fee of a thousand clicks, as people say it."""
        return self.fee_micros * 1000


@dataclass(frozen=True)
class Contract:
    """A contract ready to be read: its version, its text, and what tells it apart."""

    version: str
    text: SafeString
    terms: Terms

    @property
    def text_hash(self) -> str:
        """The hash by which this very text is known."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def contract_of(
    cinema: Cinema, identity: LegalIdentity, today: datetime.date
) -> Contract:
    """Write the contract of a cinema under the pool's rules of the day."""
    offered = Terms(**rules_in_force(today).terms)
    union = Organisation.objects.filter(kind=Organisation.Kind.UNION).first()
    given = {
        "union": union.name if union else "Le syndicat",
        "cinema": cinema,
        "identity": identity,
        "terms": offered,
    }
    with translation.override("fr"):
        text = render_to_string(_TEXTS[CURRENT], given)
    return Contract(CURRENT, mark_safe(text), offered)  # noqa: S308 - an own template, whose values are escaped
