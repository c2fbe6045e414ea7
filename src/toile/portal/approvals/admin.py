"""Approvals in the admin, to read: only the union's own page decides."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.approvals.models import Approval, Comment

admin.site.register(Approval, ReadOnlyAdmin)
admin.site.register(Comment, ReadOnlyAdmin)
