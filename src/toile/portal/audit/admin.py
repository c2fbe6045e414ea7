"""The trail in the admin, to read."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.audit.models import AuditEntry, ProjectionCursor

admin.site.register(AuditEntry, ReadOnlyAdmin)
admin.site.register(ProjectionCursor, ReadOnlyAdmin)
