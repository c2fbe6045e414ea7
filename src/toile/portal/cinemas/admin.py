"""Cinemas and sites in the admin; days are the worker's."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin, SuperuserAdmin
from toile.portal.cinemas.models import Cinema, Site, SiteDay

admin.site.register(Cinema, SuperuserAdmin)
admin.site.register(Site, SuperuserAdmin)
admin.site.register(SiteDay, ReadOnlyAdmin)
