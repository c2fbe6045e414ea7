"""Versions of the rules in the admin, to read."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.charter.models import PoolRules

admin.site.register(PoolRules, ReadOnlyAdmin)
