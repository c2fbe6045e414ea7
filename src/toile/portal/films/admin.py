"""Films in the admin."""

from django.contrib import admin

from toile.portal.accounts.admin import SuperuserAdmin
from toile.portal.films.models import Film

admin.site.register(Film, SuperuserAdmin)
