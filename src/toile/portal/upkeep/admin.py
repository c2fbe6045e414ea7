"""The outbox and the jobs in the admin, to read: their rooms know no people."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.jobs.models import Beat, Job
from toile.portal.mail.models import Attachment, Mail, Refusal

for _model in (Mail, Attachment, Refusal, Job, Beat):
    admin.site.register(_model, ReadOnlyAdmin)
