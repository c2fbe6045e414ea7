"""Agreements in the admin."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.agreements.models import (
    Agreement,
    Evidence,
    LegalIdentity,
    SealCertificate,
    Signature,
    Termination,
    UnionAnswer,
)
from toile.portal.audit.recorded import RecordedAdmin

admin.site.register(Agreement, RecordedAdmin)
for model in (Signature, Evidence, UnionAnswer, Termination, SealCertificate):
    admin.site.register(model, ReadOnlyAdmin)


@admin.register(LegalIdentity)
class LegalIdentityAdmin(RecordedAdmin):
    """Legal identities; whom to ring up stays out of the trail."""

    untold = ("contact_name",)
