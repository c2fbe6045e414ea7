"""The two contracts and the article 26 arrangement: their texts, by version.

A contract is French by its nature and is not translated. What is signed is the very
text that was shown, known by its hash; it is kept with the signature, so that an old
agreement keeps the version it was signed with.
"""

import datetime
import hashlib
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from toile.portal.accounts.models import Organisation
from toile.portal.agreements.models import Agreement, LegalIdentity, Signature
from toile.portal.agreements.texts.blocks import Block, blocks_of, to_html
from toile.portal.agreements.texts.terms import Party, Terms, offered
from toile.portal.agreements.texts.versions import (
    JOINT,
    LEGACY,
    current,
    templates_of,
)
from toile.portal.ui.letters import settable

__all__ = [
    "TITLES",
    "Block",
    "Contract",
    "Party",
    "Terms",
    "blocks_of",
    "contract_of",
    "joint_arrangement",
    "shown",
    "to_html",
]

TITLES = {
    Agreement.Kind.UNION_CINEMA: "Convention de mutualisation syndicat–cinéma",
    Agreement.Kind.OPERATOR_UNION: "Convention opérateur–syndicat",
}


@dataclass(frozen=True)
class Contract:
    """A contract ready to be read: its version, its text, and what tells it apart."""

    party: Party
    version: str
    text: str
    terms: Terms

    @property
    def text_hash(self) -> str:
        """The hash by which this very text is known."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def title(self) -> str:
        """What stands above it."""
        return TITLES[self.party.kind]

    @property
    def blocks(self) -> list[Block]:
        """The text, to be set."""
        return blocks_of(self.text)

    @property
    def html(self) -> SafeString:
        """The text, to be shown."""
        return to_html(self.blocks)


def contract_of(party: Party, today: datetime.date) -> Contract:
    """Write the contract of a party under the pool's rules of the day."""
    version, terms = current(party.kind), offered(party, today)
    union = Organisation.objects.filter(kind=Organisation.Kind.UNION).first()
    cinema = party.cinema
    given = {
        "union": _before_the_law(union) if union else {"legal_name": "Le syndicat"},
        "identity": _before_the_law(party.organisation),
        "cinema": cinema
        and {
            "name": settable(cinema.name),
            "commune": settable(cinema.commune),
            "cnc_number": settable(cinema.cnc_number),
        },
        "terms": terms,
    }
    return Contract(
        party, version, _write(templates_of(party.kind, version), given), terms
    )


def joint_arrangement(today: datetime.date) -> SafeString:
    """The essence of the article 26 arrangement, which anybody may read."""
    union = Party(Organisation(kind=Organisation.Kind.UNION))
    text = _write([f"agreements/texts/{JOINT}"], {"terms": offered(union, today)})
    return to_html(blocks_of(text))


def shown(signature: Signature) -> SafeString:
    """Show what was signed, as it was kept."""
    if signature.text_version == LEGACY:
        return mark_safe(signature.text)  # noqa: S308 - written by an own template, escaped there
    return to_html(blocks_of(signature.text))


def _write(templates: list[str], given: dict[str, Any]) -> str:
    with translation.override("fr"):
        parts = [render_to_string(one, given).strip() for one in templates]
    return "\n\n".join(parts)


def _before_the_law(organisation: Organisation) -> dict[str, str]:
    # Names may hold anything; none of them may begin a block of the text.
    identity: LegalIdentity | None = getattr(organisation, "identity", None)
    if identity is None:
        return {
            "legal_name": settable(organisation.name),
            "siret": settable(organisation.siret),
            "address": "",
            "vat_in_words": "non déclaré",
        }
    with translation.override("fr"):
        regime = str(identity.get_vat_regime_display())
    number = f", numéro {identity.vat_number}" if identity.vat_number else ""
    return {
        "legal_name": settable(identity.legal_name),
        "siret": settable(identity.siret),
        "address": settable(
            f"{identity.street}, {identity.postal_code} {identity.town}"
        ),
        "vat_in_words": settable(regime + number),
    }
