"""Kept answers in the admin, to read."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.api.models import KeptAnswer

admin.site.register(KeptAnswer, ReadOnlyAdmin)
