"""Agreements in the admin."""

from django.contrib import admin

from toile.portal.agreements.models import Agreement
from toile.portal.audit.recorded import RecordedAdmin

admin.site.register(Agreement, RecordedAdmin)
