"""Runs of transfers in the admin, to read."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.transfers.models import (
    BankAnswer,
    Payer,
    Run,
    RunApproval,
    SecondLook,
    Transfer,
)

admin.site.register(Payer, ReadOnlyAdmin)
admin.site.register(Run, ReadOnlyAdmin)
admin.site.register(RunApproval, ReadOnlyAdmin)
admin.site.register(Transfer, ReadOnlyAdmin)
admin.site.register(SecondLook, ReadOnlyAdmin)
admin.site.register(BankAnswer, ReadOnlyAdmin)
