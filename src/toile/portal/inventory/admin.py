"""Publishers and placements in the admin."""

from django.contrib import admin

from toile.portal.accounts.admin import SuperuserAdmin
from toile.portal.inventory.models import Placement, Publisher

admin.site.register(Publisher, SuperuserAdmin)
admin.site.register(Placement, SuperuserAdmin)
