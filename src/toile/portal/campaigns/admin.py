"""Campaigns in the admin, as far as the union has not judged them; and their figures.

The admin walks round no approval: what the union has before it, or has approved, is
neither changed, added to nor deleted. A line or a creative of it may be paused, the
campaign as a whole paused or ended.
"""

from collections.abc import Callable

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.accounts.models import User
from toile.portal.audit.recorded import RecordedAdmin, acting
from toile.portal.campaigns import services
from toile.portal.campaigns.judged import JudgedForm, campaign_of
from toile.portal.campaigns.models import (
    Campaign,
    CampaignEffect,
    CampaignReach,
    ClickTrail,
    Creative,
    Flight,
    LineDay,
    LineExchangeDay,
    LineHour,
    LineItem,
    LinePlaceDay,
    Master,
    ReachCell,
    RefusedClickDay,
    Rendition,
    ReportLink,
)


class JudgedAdmin(RecordedAdmin):
    """A part of what the union judges."""

    form = JudgedForm

    def has_delete_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        """Keep what the union has, whatever would take it along."""
        allowed = super().has_delete_permission(request, obj)
        draft = obj is None or campaign_of(obj).status == Campaign.Status.DRAFT
        return allowed and draft

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        """Delete a part of a draft."""
        _hold_draft(obj)
        super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Model]) -> None:
        """Delete parts of drafts, held until they are gone."""
        for obj in queryset:
            _hold_draft(obj)
        super().delete_queryset(request, queryset)


class CampaignAdmin(JudgedAdmin):
    """Campaigns; their state moves by the services alone."""

    readonly_fields = ("status",)
    actions = ("pause", "end")

    @admin.action(description=_("Mettre en pause"))
    def pause(self, request: HttpRequest, chosen: QuerySet[Campaign]) -> None:
        """Stop serving the chosen campaigns for the time being."""
        self._move(request, chosen, services.pause)

    @admin.action(description=_("Terminer pour de bon"))
    def end(self, request: HttpRequest, chosen: QuerySet[Campaign]) -> None:
        """Stop the chosen campaigns for good."""
        self._move(request, chosen, services.end)

    def _move(
        self,
        request: HttpRequest,
        chosen: QuerySet[Campaign],
        move: Callable[[Campaign, User | None], Campaign],
    ) -> None:
        for campaign in chosen:
            try:
                move(campaign, acting(request))
            except ValidationError as error:
                said = f"{campaign} : {' '.join(error.messages)}"
                self.message_user(request, said, messages.ERROR)


class CreativeAdmin(JudgedAdmin):
    """Creatives; they come in, with their files, by the distributor's page alone."""

    def get_readonly_fields(
        self, request: HttpRequest, obj: Model | None = None
    ) -> list[str]:
        """Show the files and what was measured in them."""
        fields = self.opts.concrete_fields
        return [each.name for each in fields if not (each.editable or each.primary_key)]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: a creative without checked files is none."""
        return False


def _hold_draft(obj: Model) -> None:
    try:
        services.hold_draft(campaign_of(obj))
    except ValidationError as error:
        raise PermissionDenied(" ".join(error.messages)) from error


admin.site.register(Campaign, CampaignAdmin)
admin.site.register(Flight, JudgedAdmin)
admin.site.register(LineItem, JudgedAdmin)
admin.site.register(Creative, CreativeAdmin)
admin.site.register(LineDay, ReadOnlyAdmin)
admin.site.register(RefusedClickDay, ReadOnlyAdmin)
admin.site.register(ClickTrail, ReadOnlyAdmin)
admin.site.register(Master, ReadOnlyAdmin)
admin.site.register(Rendition, ReadOnlyAdmin)
admin.site.register(ReachCell, ReadOnlyAdmin)
admin.site.register(CampaignReach, ReadOnlyAdmin)
admin.site.register(CampaignEffect, ReadOnlyAdmin)
admin.site.register(LineHour, ReadOnlyAdmin)
admin.site.register(LineExchangeDay, ReadOnlyAdmin)
admin.site.register(LinePlaceDay, ReadOnlyAdmin)
admin.site.register(ReportLink, ReadOnlyAdmin)
