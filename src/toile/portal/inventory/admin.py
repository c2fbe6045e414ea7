"""The inventory in the admin."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.audit.recorded import RecordedAdmin
from toile.portal.inventory.models import (
    AdsTxt,
    AuctionMargin,
    Contact,
    CurrencyRate,
    Deal,
    Exchange,
    ExchangeDay,
    Placement,
    Publisher,
    SupplyDay,
)


class ContactAdmin(RecordedAdmin):
    """Contacts, untold: the trail keeps no person's name."""

    names_a_person = True
    untold = ("name", "role", "email", "phone")


class ExchangeAdmin(RecordedAdmin):
    """Exchanges; who is called there is untold, and so are digests and seals."""

    untold = ("contact_name", "contact_email", "secret_digest", "price_keys")


admin.site.register(Publisher, RecordedAdmin)
admin.site.register(Placement, RecordedAdmin)
admin.site.register(Contact, ContactAdmin)
admin.site.register(Exchange, ExchangeAdmin)
admin.site.register(Deal, RecordedAdmin)
admin.site.register(AdsTxt, ReadOnlyAdmin)
admin.site.register(SupplyDay, ReadOnlyAdmin)
admin.site.register(ExchangeDay, ReadOnlyAdmin)
admin.site.register(AuctionMargin, ReadOnlyAdmin)
admin.site.register(CurrencyRate, ReadOnlyAdmin)
