"""The outbox in the admin, to read: the rooms that hold it know no people."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.mail.models import Attachment, Mail, Refusal

for _model in (Mail, Attachment, Refusal):
    admin.site.register(_model, ReadOnlyAdmin)
