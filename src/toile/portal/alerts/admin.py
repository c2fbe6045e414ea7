"""Alerts in the admin, to read."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.alerts.models import Alert, Note, Thresholds

for _model in (Alert, Note, Thresholds):
    admin.site.register(_model, ReadOnlyAdmin)
