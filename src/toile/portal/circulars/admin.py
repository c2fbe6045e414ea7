"""Messages in the admin, to read."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.circulars.models import Circular, Delivery

admin.site.register(Circular, ReadOnlyAdmin)
admin.site.register(Delivery, ReadOnlyAdmin)
