"""Tokens in the admin, to read: only their organisation's own page makes them."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.tokens.models import ApiToken


class TokenAdmin(ReadOnlyAdmin):
    """Tokens without their hash."""

    exclude = ("digest",)


admin.site.register(ApiToken, TokenAdmin)
