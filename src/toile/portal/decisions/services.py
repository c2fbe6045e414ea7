"""What the union decides at its desk; each deed is in the trail."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from toile.portal.accounts.models import Membership, User
from toile.portal.approvals import services as approvals
from toile.portal.approvals.models import Approval
from toile.portal.approvals.rules import may_decide
from toile.portal.audit.services import record
from toile.portal.cinemas import services as cinemas
from toile.portal.cinemas.models import Site
from toile.portal.decisions.dossiers import fingerprint
from toile.portal.decisions.models import SiteVerdict
from toile.portal.decisions.selectors import known_distributors
from toile.portal.decisions.signs import signs_of
from toile.portal.mail.services import absolute, send

Verdict = SiteVerdict.Verdict


class StaleError(ValidationError):
    """What was decided upon is no longer what the page showed."""


@dataclass
class Several:
    """What became of several decisions made at once."""

    done: list[Approval] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@transaction.atomic
def decide(
    approval_id: str, verdict: str, comment: str, seen: str, by: User
) -> Approval:
    """Answer a request as it was seen; ``StaleError`` if it is no longer that."""
    approval = Approval.objects.select_for_update().get(pk=approval_id)
    if approval.status == Approval.Status.PENDING and fingerprint(approval) != seen:
        raise StaleError(
            _(
                "Ce qui est demandé a changé depuis que vous avez ouvert cette page. "
                "Relisez les éléments ci-dessous, puis décidez."
            )
        )
    if verdict == "approve":
        return approvals.approve(approval_id, by, comment)
    return approvals.refuse(approval_id, by, comment)


def approve_films(ids: Sequence[str], by: User) -> Several:
    """Approve films of distributors whom the union knows; tell what could not be.

    Each is a decision of its own: one that is stale holds up no other. A film whose
    title or page changed has a new request, so that its id says what was seen.
    """
    known, result = known_distributors(), Several()
    films = Approval.objects.filter(pk__in=ids, kind=Approval.Kind.FILM)
    for one in films.order_by("requested_at", "id"):
        try:
            if one.organisation_id not in known:
                raise ValidationError(
                    _("premier film de ce distributeur, à ouvrir avant de décider.")
                )
            result.done.append(approvals.approve(one.pk, by))
        except ValidationError as error:
            result.faults += [f"{one} : {fault}" for fault in error.messages]
    return result


@transaction.atomic
def judge_site(
    site_id: str, verdict: str, reason: str, by: User, today: datetime.date
) -> SiteVerdict:
    """Suspend a site, let it report again, or leave it as it is; with the reason.

    The plan of the pool, made each minute, follows what is decided.
    """
    if not may_decide(by):
        raise PermissionDenied(_("Seul le syndicat décide des sites."))
    if not reason.strip():
        raise ValidationError({"reason": _("Écrivez le motif : le cinéma le lira.")})
    site = Site.objects.select_for_update().get(pk=site_id)
    _must_be_possible(site, verdict)
    made = SiteVerdict.objects.create(
        site=site,
        verdict=verdict,
        reason=reason.strip(),
        signs=[str(sign) for sign in signs_of(site, today)],
        at=timezone.now(),
        by=by,
    )
    if verdict == Verdict.SUSPENDED:
        cinemas.set_site_status(site, Site.Status.SUSPENDED, by, reason=made.reason)
    elif verdict == Verdict.LIFTED:
        cinemas.set_site_status(site, Site.Status.ACTIVE, by)
    _note(made)
    _tell(made)
    return made


@transaction.atomic
def suspend_by_check(site: Site, reason: str) -> SiteVerdict:
    """Suspend a site that a check saw collect without consent (DESIGN §5, rule 1)."""
    cinemas.set_site_status(site, Site.Status.SUSPENDED, reason=reason, by_check=True)
    return _by_check(site, Verdict.SUSPENDED, reason)


@transaction.atomic
def lift_by_check(site: Site, reason: str) -> SiteVerdict:
    """Let a site report again that a check had suspended."""
    cinemas.set_site_status(site, Site.Status.ACTIVE)
    return _by_check(site, Verdict.LIFTED, reason)


def _by_check(site: Site, verdict: str, reason: str) -> SiteVerdict:
    made = SiteVerdict.objects.create(
        site=site, verdict=verdict, reason=reason, at=timezone.now()
    )
    _note(made)
    _tell(made)
    return made


def _must_be_possible(site: Site, verdict: str) -> None:
    suspended = site.status == Site.Status.SUSPENDED
    if verdict == Verdict.LIFTED and not suspended:
        raise StaleError(_("La suspension de ce site a déjà été levée."))
    if verdict != Verdict.LIFTED and suspended:
        raise StaleError(_("Ce site est déjà suspendu."))


def _note(made: SiteVerdict) -> None:
    record(
        f"site_verdict.{made.verdict}",
        "site",
        made.site_id,
        actor=made.by,
        organisation=made.site.cinema.organisation,
        details={
            "name": made.site.name,
            "reason": made.reason,
            "signs": made.signs,
        },
    )


def _tell(made: SiteVerdict) -> None:
    """Write to the cinema's people; leaving a site as it is concerns nobody else."""
    if made.verdict == Verdict.LEFT:
        return
    cinema = made.site.cinema
    readers = Membership.objects.filter(
        organisation=cinema.organisation,
        role__in=[Membership.Role.OWNER, Membership.Role.EDITOR],
        user__is_active=True,
    ).select_related("user")
    for one in readers:
        send(
            "decisions/site",
            one.user.email,
            {
                "name": one.user.name,
                "cinema": str(cinema),
                "site": made.site.name,
                "suspended": made.verdict == Verdict.SUSPENDED,
                "by_check": made.by is None,
                "reason": made.reason,
                "url": absolute(reverse("payouts:cinema", args=[cinema.pk])),
            },
        )
