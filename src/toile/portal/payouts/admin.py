"""The ledger in the admin, to read."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.payouts.models import Account, Balance, Entry, Posting

admin.site.register(Account, ReadOnlyAdmin)
admin.site.register(Posting, ReadOnlyAdmin)
admin.site.register(Entry, ReadOnlyAdmin)
admin.site.register(Balance, ReadOnlyAdmin)
