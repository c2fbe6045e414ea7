"""From the portal's tables to the two plans."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, cast

import msgspec
from django.conf import settings

from toile.ads.exchanges.domains import host_of, root_domain
from toile.consent import declared_tool
from toile.portal.accounts.models import Organisation
from toile.portal.accounts.selectors import controllers
from toile.portal.agreements.selectors import cinemas_in_force, member_sites
from toile.portal.campaigns.models import Creative as CreativeRow
from toile.portal.campaigns.models import LineItem
from toile.portal.campaigns.selectors import cap_of, live_lines, targeting
from toile.portal.charter.selectors import rules_in_force
from toile.portal.cinemas.models import Site
from toile.portal.cinemas.selectors import suspended_sites
from toile.portal.inventory.models import Placement as PlacementRow
from toile.portal.inventory.selectors import active_placements
from toile.portal.vendors.plan import plan_lists
from toile.wire.clock import from_datetime, paris_date
from toile.wire.ids import Ulid
from toile.wire.money import Money
from toile.wire.plan import (
    AdsPlan,
    Controller,
    Creative,
    Line,
    Media,
    MemberSite,
    Pacing,
    Placement,
    PoolPlan,
    SuspendedSite,
)
from toile.wire.targeting import Format
from toile.worker.members import DEFAULT_WINDOW_DAYS
from toile.worker.publish.auctions import Auctions
from toile.worker.publish.near_you import NearYou


def pool_plan(version: int, now: datetime.datetime) -> PoolPlan:
    """Make the pool's plan: sites of members in force, and whom the banner names."""
    today = paris_date(from_datetime(now))
    windows = [each.window_days for each in cinemas_in_force(today).values()]
    return PoolPlan(
        version=version,
        made_ms=from_datetime(now),
        sites=tuple(_site(site) for site in member_sites(today)),
        controllers=tuple(
            Controller(
                name=organisation.name,
                role="union" if organisation.kind == "union" else "operator",
                privacy_url=organisation.privacy_url,
            )
            for organisation in controllers()
        ),
        window_days=max(windows, default=DEFAULT_WINDOW_DAYS),
        suspended=tuple(
            SuspendedSite(site.key, "check" if site.suspended_by_check else "union")
            for site in suspended_sites()
        ),
    )


def ads_plan(
    version: int, now: datetime.datetime, near_you: NearYou, auctions: Auctions
) -> AdsPlan:
    """Make the ads wing's plan: live lines, and the placements that may show them."""
    terms = auctions.terms(now)
    placements = tuple(_placement(row) for row in active_placements())
    formats = {placement.id: placement.format for placement in placements}
    rows = live_lines(now)
    programmes = near_you.of(rows, now)
    told = {programme.allocine_id for programme in programmes}
    rules = rules_in_force(paris_date(from_datetime(now)))
    sold = frozenset(each.id for each in placements if each.by_exchange)
    lines = (_line(row, formats, told, sold, terms.margin_percent) for row in rows)
    return AdsPlan(
        version=version,
        made_ms=from_datetime(now),
        lines=tuple(line for line in lines if line.creatives),
        placements=placements,
        programmes=programmes,
        smallest_segment=rules.smallest_segment,
        tcf=plan_lists(settings.TOILE.tcf_vendor),
        **msgspec.structs.asdict(terms),
    )


def _site(site: Site) -> MemberSite:
    return MemberSite(
        id=Ulid(site.id),
        key=site.key,
        name=site.cinema.name,
        origins=tuple(site.origins),
        cinemas=(Ulid(site.cinema_id),),
        privacy_url=site.privacy_url,
        tool=declared_tool(site.consent_tool),
    )


def _placement(row: PlacementRow) -> Placement:
    return Placement(
        id=Ulid(row.id),
        key=row.key,
        publisher=row.publisher.name,
        origins=tuple(row.publisher.origins),
        format="popup" if row.format == "popup" else "insert",
        width=row.width,
        height=row.height,
        interests=tuple(row.interests),
        floor=Money(row.floor_micros),
        publisher_id=Ulid(row.publisher_id),
        by_exchange=row.by_exchange,
        tag_id=row.tag_id,
    )


def _line(
    row: LineItem,
    formats: dict[Ulid, Format],
    told: set[int],
    sold: frozenset[Ulid],
    margin_percent: int,
) -> Line:
    campaign = row.flight.campaign
    criteria = targeting(row)
    return Line(
        id=Ulid(row.id),
        campaign=Ulid(campaign.id),
        distributor=campaign.distributor.name,
        film_title=campaign.film.title,
        film_rating=campaign.film.rating,
        allocine_id=campaign.film.allocine_id,
        starts_ms=from_datetime(row.flight.starts_at),
        ends_ms=from_datetime(row.flight.ends_at),
        budget=Money(row.budget_micros),
        price=Money(row.price_micros),
        targeting=criteria,
        formats=tuple(
            sorted({formats[Ulid(p)] for p in criteria.placements if p in formats})
        ),
        cap=cap_of(row),
        creatives=tuple(_creative(each) for each in campaign.creatives.all()),
        # Without the option no id is tied to an ad: nobody can be held out.
        holdout=campaign.holdout_percent if row.pool else 0,
        near_you=campaign.near_you and campaign.film.allocine_id in told,
        advertiser=_advertiser(campaign.distributor),
        bid=_bid(row, criteria.placements, sold, margin_percent),
        deals=tuple(sorted(Ulid(deal.id) for deal in row.deals.all())),
        pacing=cast(Pacing, row.pacing),
        shading=row.shading,
        anonymous=row.anonymous,
    )


def _advertiser(distributor: Organisation) -> str:
    """The domain by which exchanges know a distributor."""
    return root_domain(host_of(distributor.website or distributor.privacy_url))


def _bid(
    row: LineItem, chosen: Iterable[str], sold: frozenset[Ulid], margin_percent: int
) -> Money:
    """What a line bids at most: its price less the margin; 0 where nothing is sold."""
    if sold.isdisjoint(map(Ulid, chosen)):
        return Money(0)
    return Money(row.price_micros * (100 - margin_percent) // 100)


def _creative(row: CreativeRow) -> Creative:
    poster = Media(
        file=row.poster_file,
        mime=row.poster_mime,
        width=row.poster_width,
        height=row.poster_height,
        size_bytes=row.poster_bytes,
        fits={size: _fit(made) for size, made in row.fits.items()},
    )
    teaser = None
    if row.kind == "teaser":
        teaser = Media(
            file=row.teaser_file,
            mime=row.teaser_mime,
            width=row.teaser_width or 0,
            height=row.teaser_height or 0,
            size_bytes=row.teaser_bytes or 0,
            duration_ms=row.teaser_duration_ms,
        )
    return Creative(
        id=Ulid(row.id),
        kind="poster" if teaser is None else "teaser",
        poster=poster,
        teaser=teaser,
        weight=row.weight,
    )


def _fit(made: Mapping[str, Any]) -> Media:
    return Media(
        file=made["file"],
        mime=made["mime"],
        width=made["width"],
        height=made["height"],
        size_bytes=made["bytes"],
    )
