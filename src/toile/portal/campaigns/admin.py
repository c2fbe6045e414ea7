"""Campaigns in the admin; their figures are the worker's."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin, SuperuserAdmin
from toile.portal.campaigns.models import (
    Campaign,
    ClickTrail,
    Creative,
    Flight,
    LineDay,
    LineItem,
    RefusedClickDay,
)

admin.site.register(Campaign, SuperuserAdmin)
admin.site.register(Flight, SuperuserAdmin)
admin.site.register(LineItem, SuperuserAdmin)
admin.site.register(Creative, SuperuserAdmin)
admin.site.register(LineDay, ReadOnlyAdmin)
admin.site.register(RefusedClickDay, ReadOnlyAdmin)
admin.site.register(ClickTrail, ReadOnlyAdmin)
