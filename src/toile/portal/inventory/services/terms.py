"""Changes to the terms of auctions: margin, rates, and whose ad it is."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from toile.portal.accounts.models import Organisation, User
from toile.portal.audit.services import record
from toile.portal.inventory.models import AuctionMargin, CurrencyRate


@transaction.atomic
def set_margin(
    percent: int,
    starts_on: datetime.date,
    today: datetime.date,
    operator: Organisation,
    by: User,
) -> AuctionMargin:
    """Take this margin from a day on, today or later; that day's is replaced.

    What counted on days before is never rewritten: what was billed rests on it.
    """
    if starts_on < today:
        raise ValidationError(
            {"starts_on": _("Choisissez aujourd’hui ou un jour à venir.")}
        )
    found = AuctionMargin.objects.filter(starts_on=starts_on).first()
    before = None if found is None else found.percent
    if before == percent:
        assert found is not None
        return found
    margin = found or AuctionMargin(starts_on=starts_on)
    margin.percent, margin.made_at, margin.made_by = percent, timezone.now(), by
    margin.full_clean()
    margin.save()
    record(
        "margin.set",
        "margin",
        margin.id,
        actor=by,
        organisation=operator,
        details={
            "name": starts_on.isoformat(),
            "percent": percent,
            "before": before,
        },
    )
    return margin


@transaction.atomic
def set_rate(
    currency: str,
    micros: int | None,
    day: datetime.date,
    operator: Organisation,
    by: User,
) -> None:
    """Say what a currency is worth; ``None``: floors and prices in it are not read."""
    found = CurrencyRate.objects.filter(currency=currency).first()
    before = "" if found is None else f"{found.micros} {found.day}"
    if micros is None:
        if found is None:
            return
        found.delete()
        _note("rate.removed", currency, operator, by, before=before)
        return
    rate = found or CurrencyRate(currency=currency)
    rate.micros, rate.day = micros, day
    rate.full_clean(validate_unique=False)
    if before == f"{micros} {day}":
        return
    rate.save()
    _note("rate.set", currency, operator, by, before=before, after=f"{micros} {day}")


@transaction.atomic
def set_advertiser(
    distributor: Organisation, website: str, operator: Organisation, by: User
) -> None:
    """Say on whose site exchanges recognise a distributor (``adomain``)."""
    if distributor.website == website:
        return
    before, distributor.website = distributor.website, website
    distributor.full_clean()
    distributor.save(update_fields=["website"])
    record(
        "advertiser.site_set",
        "organisation",
        distributor.id,
        actor=by,
        organisation=operator,
        details={"name": distributor.name, "changed": [before, website]},
    )


def _note(
    action: str, currency: str, operator: Organisation, by: User, **details: str
) -> None:
    record(
        action,
        "rate",
        currency,
        actor=by,
        organisation=operator,
        details={"name": currency, **details},
    )
