"""The freshness in the admin, to read."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.freshness.models import Counted

admin.site.register(Counted, ReadOnlyAdmin)
