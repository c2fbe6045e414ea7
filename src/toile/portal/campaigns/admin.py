"""Campaigns in the admin; their figures are the worker's."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.audit.recorded import RecordedAdmin
from toile.portal.campaigns.models import (
    Campaign,
    ClickTrail,
    Creative,
    Flight,
    LineDay,
    LineItem,
    RefusedClickDay,
)

admin.site.register(Campaign, RecordedAdmin)
admin.site.register(Flight, RecordedAdmin)
admin.site.register(LineItem, RecordedAdmin)
admin.site.register(Creative, RecordedAdmin)
admin.site.register(LineDay, ReadOnlyAdmin)
admin.site.register(RefusedClickDay, ReadOnlyAdmin)
admin.site.register(ClickTrail, ReadOnlyAdmin)
