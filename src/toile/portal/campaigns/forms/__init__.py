"""What a distributor gives: creatives, the steps of the wizard, what to do next."""

from toile.portal.campaigns.forms.creative import CreativeForm, MoveForm

__all__ = ["CreativeForm", "MoveForm"]
