"""Reconciliations in the admin, to read."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.reconciliation.models import Check

admin.site.register(Check, ReadOnlyAdmin)
