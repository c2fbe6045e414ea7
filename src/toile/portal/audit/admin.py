"""The trail in the admin, to read; and the accounts of the floor below."""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.accounts.models import Invitation, Membership, Organisation, User
from toile.portal.audit.models import AuditEntry, TrailCheck
from toile.portal.audit.recorded import RecordedAdmin


class UserAdmin(RecordedAdmin):
    """People; passwords are set by ``toile manage changepassword``."""

    exclude = ("password", "groups", "user_permissions")
    readonly_fields = ("last_login", "joined_at")
    search_fields = ("email", "name")
    names_a_person = True
    untold = ("email", "name")


class OrganisationAdmin(RecordedAdmin):
    """Organisations; the contact's address may be a person's."""

    untold = ("contact_email",)


class MembershipAdmin(RecordedAdmin):
    """Who acts for whom."""

    names_a_person = True


class InvitationAdmin(ReadOnlyAdmin):
    """Who was invited; the hash of the link is nobody's business."""

    exclude = ("token_hash",)


class AuthenticatorAdmin(RecordedAdmin):
    """Second factors: taken from somebody who lost theirs, and never read."""

    exclude = ("data",)
    list_display = ("user", "type", "created_at", "last_used_at")
    names_a_person = True

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: only their owner makes one."""
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        """Refuse: there is nothing to change."""
        return False


# allauth's own pages let things be changed without a trace; an address is the user's.
for kept in (Authenticator, EmailAddress, EmailConfirmation, UserSession):
    if admin.site.is_registered(kept):
        admin.site.unregister(kept)
admin.site.register(Authenticator, AuthenticatorAdmin)
admin.site.register(Invitation, InvitationAdmin)
admin.site.register(User, UserAdmin)
admin.site.register(Organisation, OrganisationAdmin)
admin.site.register(Membership, MembershipAdmin)
admin.site.register(AuditEntry, ReadOnlyAdmin)
admin.site.register(TrailCheck, ReadOnlyAdmin)
