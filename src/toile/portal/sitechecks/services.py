"""Asking for a check, keeping it, and what follows from it; each deed in the trail."""

import datetime
import tempfile
from collections.abc import Mapping
from pathlib import Path

import msgspec
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from toile.portal.accounts.models import Membership, Organisation, User
from toile.portal.accounts.selectors import controllers
from toile.portal.audit.services import record
from toile.portal.cinemas.models import Site
from toile.portal.decisions import services as decisions
from toile.portal.jobs.models import Job
from toile.portal.jobs.registry import JobError, Progress
from toile.portal.jobs.services import enqueue
from toile.portal.mail.services import absolute, send
from toile.portal.sitechecks import checker, pictures
from toile.portal.sitechecks.models import Picture, SiteCheck
from toile.portal.sitechecks.words import tell, why
from toile.wire.clock import to_datetime
from toile.wire.sitecheck import Check, FindingCode, SiteBrief, SiteReport
from toile.wire.tags import BannerController

CHECK = "sitechecks.check"
KEPT = datetime.timedelta(days=3 * 365)
"""How long checks and their pictures are kept, for audits."""


def ask(site: Site, by: User | None = None) -> Job:
    """Ask for a check; the same one that waits or runs already is not asked twice."""
    given = {"site": site.pk} | ({"by": by.pk} if by else {})
    return enqueue(CHECK, given, owner=by, alone=True)


def look_at(site: Site, progress: Progress, by: User | None = None) -> SiteCheck:
    """Check a site and keep what was found; raises ``JobError`` without a browser.

    What would suspend the site is looked at a second time: a lie must repeat itself.
    """
    report, check = _look_once(site, progress, by)
    if report.fires_without_consent:
        report, check = _look_once(site, progress, by)
    act(check)
    return check


@transaction.atomic
def keep(
    site: Site, report: SiteReport, folder: Path, by: User | None = None
) -> SiteCheck:
    """Keep a report with its pictures."""
    facts = {f.code: f.facts for f in report.findings}
    check = SiteCheck.objects.create(
        site=site,
        by=by,
        at=to_datetime(report.ended_ms),
        result=report.worst.value,
        fires=report.fires_without_consent,
        respects=report.respects_consent,
        tool=facts.get(FindingCode.TOOL_KNOWN, {}).get("tool", ""),
        maker=facts.get(FindingCode.MAKER_KNOWN, {}).get("maker", ""),
        report=msgspec.to_builtins(report),
    )
    for shot in report.shots:
        size = pictures.keep(folder / Path(shot.file).name, shot.sha256)
        if size is not None:
            Picture.objects.create(
                check_of=check,
                moment=shot.moment,
                sha256=shot.sha256,
                taken_at=to_datetime(shot.taken_ms),
                bytes=size,
                width=shot.width,
                height=shot.height,
            )
    shots = {shot.moment: shot.sha256 for shot in report.shots}
    details = {"name": site.name, "result": check.result, "pictures": shots}
    _note("site.checked", site, by, details)
    return check


@transaction.atomic
def act(check: SiteCheck) -> None:
    """Suspend a site that fires without consent; let one report again that does not.

    What could not be looked at proves nothing: a network that failed suspends nobody.
    A suspension that the union itself decided is the union's to lift.
    """
    site = Site.objects.select_for_update().get(pk=check.site_id)
    suspended = site.status == Site.Status.SUSPENDED
    if check.fires and not suspended:
        reason = _("Vérification automatique : %s") % why(check.told)
        decisions.suspend_by_check(site, reason)
        _tell_the_union(check, reason, suspended=True)
    elif check.respects and suspended and site.suspended_by_check:
        reason = _("Une nouvelle vérification a trouvé le site en ordre.")
        decisions.lift_by_check(site, reason)
        _tell_the_union(check, reason, suspended=False)


def forget_old() -> int:
    """Delete checks past their time, and pictures none names; tell how many."""
    old = SiteCheck.objects.filter(at__lt=timezone.now() - KEPT)
    named = set(
        Picture.objects.filter(check_of__in=old).values_list("sha256", flat=True)
    )
    number = old.count()
    with transaction.atomic():
        old.delete()
    still = set(
        Picture.objects.filter(sha256__in=named).values_list("sha256", flat=True)
    )
    for sha256 in named - still:
        pictures.drop(sha256)
    return number


def brief_of(site: Site) -> SiteBrief:
    """Say what to look at: the first of the site's addresses."""
    toile = settings.TOILE
    return SiteBrief(
        url=f"{site.origins[0]}/",
        pool_url=toile.pool_url,
        ads_url=toile.ads_url,
        key=site.key,
        name=site.cinema.name,
        privacy_url=site.privacy_url,
        controllers=tuple(
            BannerController(
                one.name,
                "union" if one.kind == Organisation.Kind.UNION else "operator",
                one.privacy_url,
            )
            for one in controllers()
        ),
        private=toile.check_private,
    )


def _look_once(
    site: Site, progress: Progress, by: User | None
) -> tuple[SiteReport, SiteCheck]:
    look = checker.installed()
    if look is None:
        raise JobError(_("Ce programme n’a pas de navigateur pour vérifier un site."))
    if not site.origins:
        raise JobError(_("Ce site n’a pas d’adresse : le syndicat l’inscrit."))

    def waiting(seconds: float) -> None:
        progress.tell(min(95, int(seconds)), 100, _("Le site est ouvert et observé."))

    with tempfile.TemporaryDirectory(prefix="toile-site-") as folder:
        report = look(brief_of(site), Path(folder), waiting)
        lacking = report.found(Check.REACHABLE)
        if lacking and lacking[0].code == FindingCode.NO_BROWSER:
            raise JobError(f"{tell(lacking[0]).what} {tell(lacking[0]).remedy}")
        return report, keep(site, report, Path(folder), by)


def _note(
    action: str, site: Site, by: User | None, details: Mapping[str, object]
) -> None:
    record(
        action,
        "site",
        site.pk,
        actor=by,
        organisation=site.cinema.organisation,
        details=dict(details),
    )


def _tell_the_union(check: SiteCheck, reason: str, *, suspended: bool) -> None:
    readers = Membership.objects.filter(
        organisation__kind=Organisation.Kind.UNION,
        role__in=[Membership.Role.OWNER, Membership.Role.EDITOR],
        user__is_active=True,
    ).select_related("user")
    for one in readers:
        send(
            "sitechecks/union",
            one.user.email,
            {
                "name": one.user.name,
                "site": check.site.name,
                "cinema": str(check.site.cinema),
                "reason": reason,
                "suspended": suspended,
                "url": absolute(reverse("sitechecks:check", args=[check.pk])),
            },
        )
