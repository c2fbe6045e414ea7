"""Native ads (OpenRTB Native 1.2): what a page asks for, and what it is given.

Section numbers are those of the Native specification 1.2 (SPECS §1.9). Event numbers
are Native's own, which differ from AdCOM's.
"""

from typing import Annotated

import msgspec

IMPRESSION = 1
VIEWABLE_MRC50 = 2
IMAGE_METHOD = 1

Pixels = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
Length = Annotated[int, msgspec.Meta(ge=1)]


class NativeTitle(msgspec.Struct, frozen=True, gc=False):
    """§4.3: the longest text that fits."""

    len: Length


class NativeImage(msgspec.Struct, frozen=True, gc=False):
    """§4.4. ``type`` 1 is an icon, 3 the main image; ``w`` or at least ``wmin``."""

    type: int | None = None
    w: Pixels | None = None
    wmin: Pixels | None = None
    h: Pixels | None = None
    hmin: Pixels | None = None
    mimes: tuple[str, ...] | None = None


class NativeVideo(msgspec.Struct, frozen=True, gc=False):
    """§4.5: known to be there; Toile gives a picture instead."""


class NativeData(msgspec.Struct, frozen=True, gc=False):
    """§4.6: a text of a kind (1 sponsored, 2 description, 12 call to action)."""

    type: int
    len: Length | None = None


class NativeAsset(msgspec.Struct, frozen=True, gc=False):
    """§4.2: one of title, image, video and data."""

    id: int
    required: int = 0
    title: NativeTitle | None = None
    img: NativeImage | None = None
    video: NativeVideo | None = None
    data: NativeData | None = None


class NativeTracker(msgspec.Struct, frozen=True, gc=False):
    """§4.7: an event that may be counted, and how (1 image, 2 script)."""

    event: int
    methods: tuple[int, ...]


class NativeRequest(msgspec.Struct, frozen=True, gc=False):
    """§4.1."""

    assets: Annotated[tuple[NativeAsset, ...], msgspec.Meta(min_length=1)]
    ver: str = "1.2"
    eventtrackers: tuple[NativeTracker, ...] | None = None
    privacy: int = 0


class TitleAnswer(msgspec.Struct, frozen=True, gc=False):
    """§5.3."""

    text: str


class ImageAnswer(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """§5.4."""

    url: str
    w: int
    h: int
    type: int | None = None


class DataAnswer(msgspec.Struct, frozen=True, gc=False):
    """§5.5."""

    value: str
    type: int


class AssetAnswer(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """§5.2: the asset of the same id as was asked for."""

    id: int
    title: TitleAnswer | None = None
    img: ImageAnswer | None = None
    data: DataAnswer | None = None


class LinkAnswer(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """§5.7: where a click leads, and who else wants to hear of it."""

    url: str
    clicktrackers: tuple[str, ...] = ()


class TrackerAnswer(msgspec.Struct, frozen=True, gc=False):
    """§5.8."""

    event: int
    method: int
    url: str


class NativeResponse(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """§5.1, which is the text of ``adm``."""

    assets: tuple[AssetAnswer, ...]
    link: LinkAnswer
    ver: str | None = None
    imptrackers: tuple[str, ...] = ()
    eventtrackers: tuple[TrackerAnswer, ...] = ()
    privacy: str | None = None


class _Wrapped(msgspec.Struct, frozen=True, gc=False):
    """How versions before 1.1 put it, and some exchanges still do."""

    native: msgspec.Raw = msgspec.Raw()


_text = msgspec.json.Decoder(str)
_wrapped = msgspec.json.Decoder(_Wrapped)
# Numbers as texts are read too: several exchanges write ids so.
_request = msgspec.json.Decoder(NativeRequest, strict=False)

encode_response = msgspec.json.Encoder().encode


def decode_request(raw: msgspec.Raw | bytes) -> NativeRequest:
    """Read ``imp.native.request``: a JSON text by the book, else the object itself.

    Raises ``msgspec.DecodeError`` (or its ``ValidationError``) for what is malformed.
    """
    document = bytes(raw)
    if document.lstrip()[:1] == b'"':
        document = _text.decode(document).encode()
    inner = _wrapped.decode(document).native
    return _request.decode(inner or document)
