"""The terms of a contract in words."""

from collections.abc import Mapping
from typing import Any

from toile.portal.charter.words import described_terms

# Label, old value, new value.
Difference = tuple[str, str, str]


def described(terms: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Each term as label and value."""
    return described_terms(terms)


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[Difference]:
    """What changes: label, old value, new value."""
    old = dict(described_terms(before))
    return [
        (label, old[label], value)
        for label, value in described_terms(after)
        if old[label] != value
    ]
