"""Purposes as a mask, in the order of the string: 24 bits, purpose 1's the leftmost."""

PURPOSE_PLACES = 24
ALL_PURPOSES = (1 << PURPOSE_PLACES) - 1


def purpose_mask(*purposes: int) -> int:
    """Give the mask of purposes; one that a string has no place for has no bit."""
    mask = 0
    for purpose in purposes:
        if 0 < purpose <= PURPOSE_PLACES:
            mask |= 1 << (PURPOSE_PLACES - purpose)
    return mask


CONSENT_ONLY = purpose_mask(1, 3, 4, 5, 6)
"""No legitimate interest for these: 1 ever, 3 to 6 since v2.2 (SPECS §2.1)."""
