"""Publishers and placements in the admin."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.audit.recorded import RecordedAdmin
from toile.portal.inventory.models import Placement, Publisher, SupplyDay

admin.site.register(Publisher, RecordedAdmin)
admin.site.register(Placement, RecordedAdmin)
admin.site.register(SupplyDay, ReadOnlyAdmin)
