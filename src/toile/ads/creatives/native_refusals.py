"""Why a native request gets no native ad of a line; each reason with its source."""

from enum import StrEnum


class NativeRefusal(StrEnum):
    """The coded noes to a native request."""

    MALFORMED = "malformed"
    """Native 1.2 §4.1: no JSON, no assets, or a field of the wrong type."""

    ASSET_TWICE = "asset_twice"
    """Native 1.2 §4.2: two assets have one id, so that no answer could name one."""

    ASSET_UNCLEAR = "asset_unclear"
    """Native 1.2 §4.2: an asset is not exactly one of title, img, video, data."""

    REQUIRED_ASSET = "required_asset"
    """Native 1.2 §4.2 ``required``: something must be there that a film has not."""

    NOTHING_TO_SHOW = "nothing_to_show"
    """Toile: neither a title nor a picture was asked for that the film has."""

    RATING_UNSAID = "rating_unsaid"
    """SPECS §3.2: an ad for a restricted film must say so, and there is no room."""

    ADVERTISER_UNSAID = "advertiser_unsaid"
    """LCEN art. 20 (SPECS §3.2): an ad names its advertiser; no "sponsored" asked."""
