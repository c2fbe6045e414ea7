"""The samples in the admin, to read."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.control.models import EdgeSample

admin.site.register(EdgeSample, ReadOnlyAdmin)
