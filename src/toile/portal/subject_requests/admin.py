"""The register in the admin, to read."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.subject_requests.models import AnswerDocument, SubjectRequest

admin.site.register(SubjectRequest, ReadOnlyAdmin)
admin.site.register(AnswerDocument, ReadOnlyAdmin)
