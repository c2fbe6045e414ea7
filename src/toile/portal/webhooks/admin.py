"""Webhooks in the admin, to read, without their secrets."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.webhooks.models import Attempt, Endpoint, Message


class EndpointAdmin(ReadOnlyAdmin):
    """An address, without what signs its messages."""

    exclude = ("secret",)


admin.site.register(Endpoint, EndpointAdmin)
admin.site.register(Message, ReadOnlyAdmin)
admin.site.register(Attempt, ReadOnlyAdmin)
