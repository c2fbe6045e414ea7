"""Verdicts in the admin, to read: only the union's own page decides."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.decisions.models import SiteVerdict

admin.site.register(SiteVerdict, ReadOnlyAdmin)
