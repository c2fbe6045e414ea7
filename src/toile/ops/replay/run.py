"""The command ``toile bid --explain``: from a file to what is printed."""

from pathlib import Path

import msgspec

from toile.ads.creatives.addresses import Hosts
from toile.ads.direct.compiled import compile_plan
from toile.ads.exchanges.identity import Partner
from toile.consent import Permissions, Registration
from toile.edge.ads.bidding.desk import Desk
from toile.edge.ads.bidding.reader import permissions_of
from toile.edge.ads.crowds import Crowds
from toile.edge.ads.pace import Pace
from toile.ops.replay.auction import Delivery, replay
from toile.ops.replay.inputs import (
    Nothing,
    exchange_of,
    open_ads,
    partner_key,
    read_plan,
    read_request,
)
from toile.ops.replay.told import Told
from toile.ops.replay.words import lines_of
from toile.settings import Settings
from toile.wire.clock import now_ms
from toile.wire.exchanges import Exchange
from toile.wire.ids import Aid
from toile.wire.openrtb import BidRequest

_NO_KEY = bytes(32)


def explain_file(
    settings: Settings, file: Path, slug: str, plan: Path | None, *, as_json: bool
) -> str:
    """Tell why each line does or does not bid on a request, now.

    Raises ``InputError`` for a file, plan or exchange that cannot be used.
    """
    request = read_request(file)
    told = _explain(settings, request, slug, plan or settings.plan / "ads.json")
    if as_json:
        return msgspec.json.format(msgspec.json.encode(told), indent=1).decode()
    return "\n".join(lines_of(told))


def _explain(settings: Settings, request: BidRequest, slug: str, path: Path) -> Told:
    plan = read_plan(path)
    exchange = exchange_of(plan, slug)
    key, records, now = partner_key(settings), open_ads(settings), now_ms()
    hosts = Hosts(settings.ads_url, settings.portal_url)
    vendor = settings.tcf_vendor
    desk = Desk(
        master=key or _NO_KEY,
        processes=1,
        hosts=hosts,
        registration=Registration(vendor) if vendor else None,
    )
    desk.compile(plan)
    compiled = compile_plan(plan)
    # One process that was served nothing yet: what all of them together may do.
    pace, crowds = Pace(records, 0, 1, lambda now_ms: now_ms), Crowds(records)
    pace.refresh(compiled, now)
    crowds.refresh(compiled)
    desk.refresh(pace, crowds, now)
    permissions = permissions_of(desk, request, now)
    aid = _aid(request, exchange, key) if permissions.target else None
    delivery = Delivery(records, pace, hosts, aid, now)
    told = Told(
        request=request.id,
        exchange=exchange.slug,
        plan=plan.version,
        targets=permissions.target,
        contextual=permissions.contextual,
        consent=_consent(permissions),
        reader=_reader(request, permissions, delivery, aid),
        notes=_notes(records, key),
    )
    return replay(desk, exchange, request, permissions, delivery, told, now)


def _aid(request: BidRequest, exchange: Exchange, key: bytes | None) -> Aid | None:
    user = request.user
    if key is None or user is None or not user.buyeruid:
        return None
    return Partner(key, exchange.id).aid(user.buyeruid)


def _consent(permissions: Permissions) -> str:
    if permissions.target:
        return "the pool may choose the ad"
    may = "the page alone may choose the ad" if permissions.contextual else "no ad"
    refusal = permissions.refusal
    return may if refusal is None else f"{may} ({refusal.name.lower()})"


def _reader(
    request: BidRequest, permissions: Permissions, delivery: Delivery, aid: Aid | None
) -> str:
    if request.user is None or not request.user.buyeruid:
        return "nobody is named (user.buyeruid)"
    if not permissions.target:
        return "somebody is named, and may not be looked up"
    if aid is None:
        return "the id that is named is none of ours"
    membership = delivery.membership()
    if membership is None:
        return "the id that is named is in no segment"
    return f"in {len(membership.until_day)} segments"


def _notes(records: object, key: bytes | None) -> tuple[str, ...]:
    notes = []
    if isinstance(records, Nothing):
        notes.append(
            "the ads wing's profiles are not on this machine: nobody is known, no "
            "segment is large enough, and nothing is spent"
        )
    if key is None:
        notes.append("the operator's key file is not on this machine: nobody is known")
    return tuple(notes)
