"""Publishers and placements in the admin."""

from django.contrib import admin

from toile.portal.audit.recorded import RecordedAdmin
from toile.portal.inventory.models import Placement, Publisher

admin.site.register(Publisher, RecordedAdmin)
admin.site.register(Placement, RecordedAdmin)
