"""Checks in the admin, to read."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.sitechecks.models import Picture, SiteCheck

admin.site.register((SiteCheck, Picture), ReadOnlyAdmin)
