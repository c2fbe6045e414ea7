"""Agreements in the admin."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.agreements.models import (
    Agreement,
    Evidence,
    LegalIdentity,
    Paper,
    SealCertificate,
    Signature,
    SigningCode,
    Termination,
    UnionAnswer,
)
from toile.portal.audit.recorded import RecordedAdmin

admin.site.register(Agreement, RecordedAdmin)
for model in (Signature, Evidence, UnionAnswer, Termination, SealCertificate, Paper):
    admin.site.register(model, ReadOnlyAdmin)


@admin.register(SigningCode)
class SigningCodeAdmin(ReadOnlyAdmin):
    """Codes that sign, without what they could be guessed from."""

    exclude = ("code_hash",)


@admin.register(LegalIdentity)
class LegalIdentityAdmin(RecordedAdmin):
    """Legal identities; whom to ring up stays out of the trail."""

    untold = ("contact_name",)
