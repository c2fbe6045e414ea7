"""Cinemas and sites in the admin; days and the CNC's list are only read there."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.audit.recorded import RecordedAdmin
from toile.portal.cinemas.models import (
    Cinema,
    CinemaAudience,
    ListedCinema,
    Site,
    SiteChoiceDay,
    SiteDay,
)

admin.site.register(Cinema, RecordedAdmin)
admin.site.register(Site, RecordedAdmin)
admin.site.register(SiteDay, ReadOnlyAdmin)
admin.site.register(SiteChoiceDay, ReadOnlyAdmin)
admin.site.register(CinemaAudience, ReadOnlyAdmin)
admin.site.register(ListedCinema, ReadOnlyAdmin)
