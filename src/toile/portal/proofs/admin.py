"""Checks, seals and exports in the admin, to read."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.proofs.models import ProofCheck, ProofDay, ProofExport, ProofSeal

for model in (ProofDay, ProofSeal, ProofCheck, ProofExport):
    admin.site.register(model, ReadOnlyAdmin)
