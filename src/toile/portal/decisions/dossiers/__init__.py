"""What is needed to decide on each kind of request, gathered in one place a kind."""

import hashlib
import json
from collections.abc import Callable

from toile.portal.approvals.models import Approval
from toile.portal.decisions.dossiers.campaign import CampaignDossier, campaign_dossier
from toile.portal.decisions.dossiers.cinema import CinemaDossier, cinema_dossier
from toile.portal.decisions.dossiers.film import FilmDossier, film_dossier

Dossier = CinemaDossier | FilmDossier | CampaignDossier

_OF: dict[str, Callable[[Approval], Dossier | None]] = {
    Approval.Kind.CINEMA: cinema_dossier,
    Approval.Kind.FILM: film_dossier,
    Approval.Kind.CAMPAIGN: campaign_dossier,
}


def dossier_of(approval: Approval) -> Dossier | None:
    """Gather what the page of a request shows; ``None`` if its subject is gone."""
    return _OF[approval.kind](approval)


def fingerprint(approval: Approval) -> str:
    """Sum up what is asked, so that a decision names what it was made upon."""
    dossier = dossier_of(approval)
    judged = [approval.pk, approval.facts, dossier.judged if dossier else None]
    text = json.dumps(judged, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
