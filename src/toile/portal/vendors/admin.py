"""The lists in the admin, to read."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.vendors.models import TcfList, VendorListVersion

admin.site.register(TcfList, ReadOnlyAdmin)
admin.site.register(VendorListVersion, ReadOnlyAdmin)
