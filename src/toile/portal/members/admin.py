"""Joins and letters in the admin, to read."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.members.models import Installation, Join, WeeklyLetter


@admin.register(Join)
class JoinAdmin(ReadOnlyAdmin):
    """How far cinemas are in joining."""

    exclude = ("token_hash",)


admin.site.register(Installation, ReadOnlyAdmin)
admin.site.register(WeeklyLetter, ReadOnlyAdmin)
