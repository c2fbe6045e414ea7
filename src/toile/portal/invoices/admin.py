"""Mandates and invoices in the admin, to read."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.invoices.models import (
    AccountNumber,
    Contest,
    ContestAnswer,
    Invoice,
    InvoicePaper,
    Mandate,
    Series,
)

admin.site.register(AccountNumber, ReadOnlyAdmin)
admin.site.register(Contest, ReadOnlyAdmin)
admin.site.register(ContestAnswer, ReadOnlyAdmin)
admin.site.register(Series, ReadOnlyAdmin)


@admin.register(Invoice)
class InvoiceAdmin(ReadOnlyAdmin):
    """Invoices, without their bytes."""

    list_display = ("number", "kind", "cinema", "issued_on")
    exclude = ("xml",)


@admin.register(InvoicePaper)
class InvoicePaperAdmin(ReadOnlyAdmin):
    """Papers, by their hash."""

    exclude = ("content",)


@admin.register(Mandate)
class MandateAdmin(ReadOnlyAdmin):
    """Mandates, without their scans."""

    exclude = ("document",)
