"""The proofs of the sites that somebody may see."""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from toile.lab import shown
from toile.portal.accounts.models import Organisation
from toile.portal.cinemas.models import Site
from toile.portal.proofs.models import ProofCheck, ProofDay, ProofExport, ProofSeal

SHOWN_DAYS = 30
_EXPORTS_SHOWN = 20


def sites_for(organisation: Organisation) -> QuerySet[Site]:
    """Give the union every site, a cinema its own, nobody else any."""
    sites = Site.objects.select_related("cinema__organisation", "proof_check")
    if organisation.kind == Organisation.Kind.UNION:
        return sites
    if organisation.kind == Organisation.Kind.CINEMA:
        return sites.filter(cinema__organisation=organisation)
    return sites.none()


@dataclass(frozen=True)
class Answers:
    """What was answered, rounded; ``None`` is a crowd too small to tell."""

    yes: int | None
    no: int | None
    withdrawals: int | None
    without_text: int | None
    refused: int | None


@dataclass(frozen=True)
class SiteProofs:
    """A site with the answers of its last days."""

    site: Site
    answers: Answers
    check: ProofCheck | None


def overview(
    organisation: Organisation, today: datetime.date, least: int
) -> list[SiteProofs]:
    """List sites by name with the answers of the last days (2 queries)."""
    sites = sites_for(organisation).order_by("cinema__name", "name")
    by_site: dict[str, list[ProofDay]] = {}
    days = ProofDay.objects.filter(site__in=sites, day__gt=_first(today))
    for row in days.order_by():
        by_site.setdefault(row.site_id, []).append(row)
    return [
        SiteProofs(site, answers(by_site.get(site.id, []), least), check_of(site))
        for site in sites
    ]


def check_of(site: Site) -> ProofCheck | None:
    """Tell what the last look at a site's chains found."""
    found: ProofCheck | None = getattr(site, "proof_check", None)
    return found


def days_of(site: Site, today: datetime.date) -> list[ProofDay]:
    """Give a site's last days, the newest first."""
    return list(site.proof_days.filter(day__gt=_first(today)).order_by("-day"))


def answers(days: Sequence[ProofDay], least: int) -> Answers:
    """Sum days, and round."""
    return Answers(
        yes=shown(sum(row.yes for row in days), least),
        no=shown(sum(row.no for row in days), least),
        withdrawals=shown(sum(row.withdrawals for row in days), least),
        without_text=shown(sum(row.without_text for row in days), least),
        refused=shown(sum(sum(row.refused.values()) for row in days), least),
    )


def reasons_of(days: Sequence[ProofDay], least: int) -> list[tuple[str, int | None]]:
    """Sum by code why yeses were not believed, the most frequent first; rounded."""
    sums: Counter[str] = Counter()
    for row in days:
        sums.update(row.refused)
    ordered = sorted(sums.items(), key=lambda one: (-one[1], one[0]))
    return [(code, shown(number, least)) for code, number in ordered]


def exports_of(site: Site, organisation: Organisation) -> QuerySet[ProofExport]:
    """Give the exports of a site that an organisation asked for, without the files."""
    rows = site.proof_exports.filter(organisation=organisation).defer("body")
    return rows.select_related("asked_by")[:_EXPORTS_SHOWN]


def seals_of(site_id: str) -> dict[str, dict[int, bytes]]:
    """Give what was sealed of a site, by strand and length."""
    found: dict[str, dict[int, bytes]] = {}
    rows = ProofSeal.objects.filter(site_id=site_id).order_by()
    for strand, count, head in rows.values_list("strand", "count", "head"):
        found.setdefault(strand, {})[count] = bytes.fromhex(head)
    return found


def last_seal(site_id: str, strand: str) -> ProofSeal | None:
    """Give the longest length of a strand that was sealed."""
    rows = ProofSeal.objects.filter(site_id=site_id, strand=strand)
    return rows.order_by("-count").first()


def _first(today: datetime.date) -> datetime.date:
    return today - datetime.timedelta(days=SHOWN_DAYS)
