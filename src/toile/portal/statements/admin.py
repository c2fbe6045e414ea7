"""Statements in the admin, to read."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.statements.models import (
    RefusedClicks,
    Statement,
    StatementMonth,
    StatementPaper,
)

admin.site.register(StatementMonth, ReadOnlyAdmin)
admin.site.register(Statement, ReadOnlyAdmin)
admin.site.register(RefusedClicks, ReadOnlyAdmin)


@admin.register(StatementPaper)
class StatementPaperAdmin(ReadOnlyAdmin):
    """The papers by their hashes: their bytes are the page's to give."""

    list_display = ("statement", "sha256")
    exclude = ("pdf",)
