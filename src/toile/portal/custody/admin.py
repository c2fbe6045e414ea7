"""Versions of the union's keys in the admin, to read: keys are not in the database."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.custody.models import KeyVersion

admin.site.register(KeyVersion, ReadOnlyAdmin)
