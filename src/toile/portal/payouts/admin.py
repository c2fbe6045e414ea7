"""The ledger in the admin, to read."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.payouts.models import (
    Account,
    AccrualDay,
    Balance,
    BankAccount,
    CapMonth,
    ClosedPeriod,
    Doubt,
    Entry,
    Link,
    MediaCarry,
    MediaPart,
    Posting,
    SharedDay,
)

admin.site.register(Account, ReadOnlyAdmin)
admin.site.register(Posting, ReadOnlyAdmin)
admin.site.register(Entry, ReadOnlyAdmin)
admin.site.register(Balance, ReadOnlyAdmin)
admin.site.register(Link, ReadOnlyAdmin)
admin.site.register(ClosedPeriod, ReadOnlyAdmin)
admin.site.register(MediaPart, ReadOnlyAdmin)
admin.site.register(MediaCarry, ReadOnlyAdmin)
admin.site.register(SharedDay, ReadOnlyAdmin)
admin.site.register(AccrualDay, ReadOnlyAdmin)
admin.site.register(CapMonth, ReadOnlyAdmin)
admin.site.register(Doubt, ReadOnlyAdmin)


@admin.register(BankAccount)
class BankAccountAdmin(ReadOnlyAdmin):
    """Bank accounts, masked: a superuser pays nobody."""

    list_display = ("organisation", "holder", "masked_iban", "given_at")
    exclude = ("iban", "bic")
    readonly_fields = ("masked_iban", "masked_bic")
