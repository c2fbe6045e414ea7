"""Agreements in the admin."""

from django.contrib import admin

from toile.portal.accounts.admin import SuperuserAdmin
from toile.portal.agreements.models import Agreement

admin.site.register(Agreement, SuperuserAdmin)
