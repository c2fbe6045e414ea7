"""The trail in the admin, to read."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.audit.models import AuditEntry

admin.site.register(AuditEntry, ReadOnlyAdmin)
