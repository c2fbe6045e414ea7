"""What a consent tool tells a page: the string, and what it says in TCF's words."""

from typing import Any

from prebid_world import VENDOR
from tc_writer import Section, Written

from toile.wire.clock import MS_A_DAY, now_ms

ALL = frozenset(range(1, 12))
BASIC_ADS = 2


def told(
    purposes: frozenset[int] = ALL, *, vendor: bool = True, disclosed: bool = True
) -> dict[str, Any]:
    """Give the ``TCData`` of a choice made today."""
    today = now_ms() // MS_A_DAY * MS_A_DAY
    ours = frozenset({VENDOR})
    vendors = Section(ours if vendor else frozenset())
    written = Written(
        created_ms=today,
        last_updated_ms=today,
        consent=purposes,
        interest=frozenset(),
        vendors=vendors,
        interests=Section(),
        disclosed=Section(ours if disclosed else frozenset({12})),
    )
    return {
        "tcString": written.text(),
        "gdprApplies": True,
        "cmpStatus": "loaded",
        "eventStatus": "tcloaded",
        "listenerId": 1,
        "purpose": {
            "consents": {purpose: purpose in purposes for purpose in ALL},
            "legitimateInterests": {},
        },
        "vendor": {"consents": {VENDOR: vendor}, "legitimateInterests": {}},
        "specialFeatureOptins": {},
        "publisher": {"restrictions": {}},
    }


YES = told()
