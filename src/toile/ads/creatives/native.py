"""A film as a native ad: read what a page wants, fill it, or refuse by code.

Texts are French, as all ads are. Whatever is required is there or the whole is refused;
what is merely wished for and missing is left out (Native 1.2 §4.2).
"""

import re
from collections.abc import Iterator

import msgspec

from toile.ads.creatives.addresses import PRICE_MACRO, Hosts
from toile.ads.creatives.frame import FrameTokens
from toile.ads.creatives.native_refusals import NativeRefusal
from toile.ads.creatives.posters import renditions
from toile.wire.openrtb.native import (
    IMAGE_METHOD,
    IMPRESSION,
    VIEWABLE_MRC50,
    AssetAnswer,
    DataAnswer,
    ImageAnswer,
    LinkAnswer,
    NativeAsset,
    NativeImage,
    NativeRequest,
    NativeResponse,
    TitleAnswer,
    TrackerAnswer,
    decode_request,
    encode_response,
)
from toile.wire.plan import Creative, Line, Media

_SPONSORED, _DESCRIPTION, _DESCRIPTION_2 = 1, 2, 10
_DISPLAY_ADDRESS, _CALL_TO_ACTION = 11, 12
_ICON, _MAIN = 1, 3
_CALLS = ("Voir la fiche du film", "Voir le film", "Voir")
_ADDRESS = "allocine.fr"
# A picture may be this much off the shape that was asked for.
_SHAPE = 0.05
_FOR_ALL = re.compile(r"tou(?:s|tes?)\s+publics?", re.IGNORECASE)


def read(raw: msgspec.Raw | bytes) -> NativeRequest | NativeRefusal:
    """Read ``imp.native.request``, tolerant of what is unknown and of nothing else."""
    try:
        request = decode_request(raw)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return NativeRefusal.MALFORMED
    ids = {asset.id for asset in request.assets}
    if len(ids) < len(request.assets):
        return NativeRefusal.ASSET_TWICE
    if any(_kinds(asset) != 1 for asset in request.assets):
        return NativeRefusal.ASSET_UNCLEAR
    return request


def fill(
    request: NativeRequest, line: Line, creative: Creative, hosts: Hosts
) -> tuple[AssetAnswer, ...] | NativeRefusal:
    """Fill the assets with a line's creative."""
    filled: list[AssetAnswer] = []
    for asset in request.assets:
        answer = _filled(asset, line, creative, hosts)
        if answer is not None:
            filled.append(answer)
        elif asset.required:
            return NativeRefusal.REQUIRED_ASSET
    if not any(each.title or each.img for each in filled):
        return NativeRefusal.NOTHING_TO_SHOW
    texts = [each.data for each in filled if each.data is not None]
    if not any(text.type == _SPONSORED for text in texts):
        return NativeRefusal.ADVERTISER_UNSAID
    rating = mention(line.film_rating)
    if rating and not any(rating in text.value for text in texts):
        return NativeRefusal.RATING_UNSAID
    return tuple(filled)


def markup(
    request: NativeRequest,
    assets: tuple[AssetAnswer, ...],
    tokens: FrameTokens,
    *,
    hosts: Hosts,
    priced: bool = False,
) -> str:
    """Write the ``adm`` of one bid, of what ``fill`` filled.

    The click is counted by the link itself, so that no tracker repeats it. An
    impression that the page can only tell by script is asked for in the old way,
    ``imptrackers``. ``priced``: it carries the price.
    """
    by_image = {
        tracker.event
        for tracker in request.eventtrackers or ()
        if IMAGE_METHOD in tracker.methods
    }
    shown = hosts.impression(tokens.impression, PRICE_MACRO if priced else "")
    told = ((IMPRESSION, shown), (VIEWABLE_MRC50, hosts.view(tokens.impression)))
    response = NativeResponse(
        ver="1.2",
        assets=assets,
        link=LinkAnswer(hosts.click(tokens.click)),
        imptrackers=() if IMPRESSION in by_image else (shown,),
        eventtrackers=tuple(
            TrackerAnswer(event, IMAGE_METHOD, url)
            for event, url in told
            if event in by_image
        ),
        privacy=hosts.why(tokens.why) if request.privacy == 1 else None,
    )
    return encode_response(response).decode()


def mention(rating: str) -> str:
    """Give the mention that an ad of the film must bear; none for films for all."""
    return "" if _FOR_ALL.fullmatch(rating.strip()) else rating.strip()


def _kinds(asset: NativeAsset) -> int:
    kinds = (asset.title, asset.img, asset.video, asset.data)
    return sum(kind is not None for kind in kinds)


def _filled(
    asset: NativeAsset, line: Line, creative: Creative, hosts: Hosts
) -> AssetAnswer | None:
    if asset.title is not None:
        return AssetAnswer(
            asset.id, title=TitleAnswer(_cut(line.film_title, asset.title.len))
        )
    if asset.img is not None:
        media = _picture(creative.poster, asset.img)
        if media is None:
            return None
        url = hosts.media(media.file)
        picture = ImageAnswer(url, media.width, media.height, asset.img.type)
        return AssetAnswer(asset.id, img=picture)
    if asset.data is not None:
        text = _text(asset.data.type, asset.data.len, line)
        if text is None:
            return None
        return AssetAnswer(asset.id, data=DataAnswer(text, asset.data.type))
    return None


def _text(kind: int, most: int | None, line: Line) -> str | None:
    """Say what a film can say of this kind, in so many characters."""
    rating = mention(line.film_rating)
    if kind == _SPONSORED:
        return _whole(line.distributor, most)
    if kind == _DESCRIPTION:
        return _after(rating, f"« {line.film_title} », au cinéma.", most)
    if kind == _DESCRIPTION_2:
        return _after(rating, f"Un film distribué par {line.distributor}.", most)
    if kind == _DISPLAY_ADDRESS:
        return _whole(_ADDRESS, most)
    if kind == _CALL_TO_ACTION:
        return next((call for call in _CALLS if _whole(call, most)), None)
    return None


def _after(rating: str, text: str, most: int | None) -> str | None:
    """Cut a text, but never the mention that must be said before it."""
    said = f"{rating}. " if rating else ""
    if most is None or len(said) + len(text) <= most:
        return said + text
    if len(rating) > most:
        return None
    left = most - len(said)
    return said + _cut(text, left) if left > 1 else rating or _cut(text, most)


def _whole(text: str, most: int | None) -> str | None:
    """Give a text that may not be cut: names would become others."""
    return text if text and (most is None or len(text) <= most) else None


def _cut(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    return "…" if most == 1 else f"{text[: most - 1].rstrip()}…"


def _picture(poster: Media, asked: NativeImage) -> Media | None:
    """Choose the rendition nearest in shape among those large enough."""
    kind = _MAIN if asked.type is None else asked.type
    if kind not in (_ICON, _MAIN):
        return None
    shape = _shape(asked, square=kind == _ICON)
    fitting = list(_large_enough(poster, asked))
    if not fitting:
        return None
    if shape is None:
        return max(fitting, key=lambda media: media.width * media.height)
    best = min(fitting, key=lambda media: (_off(media, shape), -media.width))
    must = kind == _ICON or (asked.w and asked.h)
    return None if must and _off(best, shape) > _SHAPE else best


def _large_enough(poster: Media, asked: NativeImage) -> Iterator[Media]:
    least_w, least_h = asked.w or asked.wmin or 0, asked.h or asked.hmin or 0
    for media in renditions(poster):
        known = not asked.mimes or media.mime in asked.mimes
        if known and media.width >= least_w and media.height >= least_h:
            yield media


def _shape(asked: NativeImage, *, square: bool) -> float | None:
    width, height = asked.w or asked.wmin, asked.h or asked.hmin
    if width and height:
        return width / height
    return 1.0 if square else None


def _off(media: Media, shape: float) -> float:
    return abs(media.width / media.height / shape - 1)
