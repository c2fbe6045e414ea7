"""Makes a migrated database with one cinema and one campaign, or proves its ledger.

Run with Django set up (``conftest.told``) and the product's ``TOILE_*`` settings:
``make`` prints what was made as JSON, ``check`` what does not add up.
"""

import datetime
import io
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.core.management import call_command
from PIL import Image

from toile.ops.keys import ensure_keys
from toile.portal.accounts import services as accounts
from toile.portal.accounts.models import Membership, Organisation
from toile.portal.agreements import services as agreements
from toile.portal.agreements.models import Agreement
from toile.portal.approvals import services as approvals
from toile.portal.approvals.models import Approval
from toile.portal.campaigns import services as campaigns
from toile.portal.cinemas import services as cinemas
from toile.portal.films import services as films
from toile.portal.inventory import services as inventory
from toile.portal.payouts.services import trial_balance
from toile.settings import load


def make() -> dict[str, str]:
    """Make the Royal under agreement, and Condor's campaign with two lines."""

    ensure_keys(load())
    call_command("migrate", interactive=False, verbosity=0)
    kinds = Organisation.Kind
    scare = accounts.add_organisation(kinds.UNION, "SCARE", "scare")
    klox = accounts.add_organisation(kinds.OPERATOR, "Klox", "klox")
    owner = accounts.add_organisation(kinds.CINEMA, "Le Royal", "royal")
    union = accounts.add_person("scare@toile.test", "Syndicat")
    accounts.add_membership(union, scare, Membership.Role.OWNER)
    start = datetime.datetime.now(datetime.UTC).date() - datetime.timedelta(days=9)
    royal = cinemas.add_cinema(owner, name="Le Royal", commune="Toulon")
    approve(royal.id, union)
    signed = Agreement.Kind
    agreements.sign(signed.OPERATOR_UNION, klox, "KLOX-1", start)
    agreements.sign(signed.UNION_CINEMA, owner, "C-1", start, cinema=royal)
    site = cinemas.add_site(royal, "royal", ["https://royal.example"])
    return {"site": site.id, "site_key": site.key, **make_campaign(union)}


def make_campaign(union: Any) -> dict[str, str]:
    """Make a live campaign: one line for everybody."""

    condor = accounts.add_organisation("distributor", "Condor", "condor")
    film = films.add_film(condor, title="L'Ombre", allocine_id=265414, year=2019)
    approve(film.id, union)
    publisher = inventory.add_publisher("Inter", ["https://inter.example"])
    placement = inventory.add_placement(
        publisher, name="Encart", format="insert", width=300, height=250
    )
    campaign = campaigns.add_campaign(condor, film, "Sortie nationale")
    now, week = datetime.datetime.now(datetime.UTC), datetime.timedelta(days=7)
    flight = campaigns.add_flight(campaign, "Semaine 1", now - week, now + week)
    line = campaigns.add_line(
        flight,
        "Tout public",
        [placement],
        budget_micros=50_000_000_000,
        price_micros=4_000_000,
    )
    creative = campaigns.add_creative(campaign, "Affiche", poster())
    campaigns.submit(campaign)
    approve(campaign.id, union)
    campaign.refresh_from_db()
    campaigns.go_live(campaign)
    return {
        "campaign": campaign.id,
        "line": line.id,
        "creative": creative.id,
        "placement": placement.id,
        "placement_key": placement.key,
    }


def approve(subject: str, union: Any) -> None:
    """Let the union say yes."""

    for waiting in Approval.objects.filter(subject_id=subject, status="pending"):
        approvals.approve(waiting.id, union)


def poster() -> bytes:
    """Draw a poster."""
    out = io.BytesIO()
    Image.new("RGB", (300, 250), (28, 24, 60)).save(out, "JPEG")
    return out.getvalue()


def check() -> list[dict[str, Any]]:
    """Add the whole ledger up."""

    return [asdict(fault) for fault in trial_balance()]


if __name__ == "__main__":
    deeds: dict[str, Callable[[], object]] = {"make": make, "check": check}
    sys.stdout.write(json.dumps(deeds[sys.argv[2]]()))
