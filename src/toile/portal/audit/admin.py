"""The trail in the admin, to read; and the accounts of the floor below."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.accounts.models import Membership, Organisation, User
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


admin.site.register(User, UserAdmin)
admin.site.register(Organisation, OrganisationAdmin)
admin.site.register(Membership, MembershipAdmin)
admin.site.register(AuditEntry, ReadOnlyAdmin)
admin.site.register(TrailCheck, ReadOnlyAdmin)
