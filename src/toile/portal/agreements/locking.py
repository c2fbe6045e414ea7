"""Whoever changes the agreements of a party waits for whoever does so already."""

from toile.portal.accounts.models import Organisation
from toile.portal.agreements.texts import Party
from toile.portal.cinemas.models import Cinema


def lock(party: Party) -> None:
    """Let whoever changes the agreements of a party wait for each other."""
    if party.cinema:
        Cinema.objects.select_for_update().get(pk=party.cinema.pk)
    Organisation.objects.select_for_update().get(pk=party.organisation.pk)
