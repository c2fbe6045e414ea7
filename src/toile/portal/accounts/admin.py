"""The Django admin: for superusers alone, whatever permissions a person holds."""

from typing import TYPE_CHECKING

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from toile.portal.accounts.models import User

if TYPE_CHECKING:
    # Generic for the type checker alone: Django's class takes no parameter.
    AnyAdmin = admin.ModelAdmin[Model]
else:
    AnyAdmin = admin.ModelAdmin


class SuperuserAdmin(AnyAdmin):
    """A model that superusers may change."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Show the app to superusers."""
        return _superuser(request)

    def has_view_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        """Let superusers look."""
        return _superuser(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Let superusers add."""
        return _superuser(request)

    def has_change_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        """Let superusers change."""
        return _superuser(request)

    def has_delete_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        """Let superusers delete."""
        return _superuser(request)


class ReadOnlyAdmin(SuperuserAdmin):
    """A model that is written once, or by the worker alone."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: its rows come from services."""
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        """Refuse: its rows do not change."""
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        """Refuse: its rows stay."""
        return False


def _superuser(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.is_superuser
