"""Which purposes a TC string grants a vendor, by which legal basis (SPECS §2.3).

The order is the standard's: publisher restriction, then the vendor's allowed legal
bases, then the purpose's bit and the vendor's bit and its disclosure.
"""

import msgspec

from toile.consent.tcf.purposes import ALL_PURPOSES, CONSENT_ONLY
from toile.consent.tcf.view import VendorView


class LegalBases(msgspec.Struct, frozen=True):
    """What a vendor declared on the vendor list, as masks of purposes."""

    consent: int
    interest: int = 0
    flexible: int = 0
    """Purposes for which a publisher may ask for the other basis."""


BY_CONSENT = LegalBases(ALL_PURPOSES)
"""Without a vendor list: consent alone, for whatever it is given."""

NO_BASIS = LegalBases(0)
"""Of a vendor that is not on the list, or no longer."""


def granted(view: VendorView, bases: LegalBases) -> int:
    """Give the mask of purposes for which the vendor has a legal basis."""
    if view.disclosed is False:
        return 0
    allowed = ALL_PURPOSES & ~(
        # A publisher that asks for both of one vendor contradicts itself: neither.
        view.not_allowed | (view.only_consent & view.only_interest)
    )
    purposes = 0
    if view.consent:
        by_consent = (bases.consent & ~view.only_interest) | (
            bases.interest & bases.flexible & view.only_consent
        )
        purposes = by_consent & view.purposes_consent
    if view.interest:
        by_interest = (bases.interest & ~view.only_consent) | (
            bases.consent & bases.flexible & view.only_interest
        )
        purposes |= by_interest & view.purposes_interest & ~CONSENT_ONLY
    return purposes & allowed
