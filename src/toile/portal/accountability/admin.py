"""The versions in the admin, to read."""

from django.contrib import admin

from toile.portal.accountability.models import EntryVersion
from toile.portal.accounts.admin import ReadOnlyAdmin

admin.site.register(EntryVersion, ReadOnlyAdmin)
