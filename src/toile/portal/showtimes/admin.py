"""The programme in the admin, to read: it is imported, and decided on its own pages."""

from django.contrib import admin

from toile.portal.accounts.admin import ReadOnlyAdmin
from toile.portal.showtimes.models import (
    FilmMatch,
    Import,
    ImportFault,
    NearYouRule,
    Screening,
)

for model in (FilmMatch, Import, ImportFault, NearYouRule, Screening):
    admin.site.register(model, ReadOnlyAdmin)
