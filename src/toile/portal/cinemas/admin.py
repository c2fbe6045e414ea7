"""Cinemas and sites in the admin; days are the worker's."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.audit.recorded import RecordedAdmin
from toile.portal.cinemas.models import Cinema, Site, SiteDay

admin.site.register(Cinema, RecordedAdmin)
admin.site.register(Site, RecordedAdmin)
admin.site.register(SiteDay, ReadOnlyAdmin)
