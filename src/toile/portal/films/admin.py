"""Films in the admin."""

from django.contrib import admin
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest

from toile.portal.audit.recorded import RecordedAdmin, acting
from toile.portal.films.models import Film, FilmRecord
from toile.portal.films.services import JUDGED, ask_union


class FilmAdmin(RecordedAdmin):
    """Films; the union judges again what it has not seen."""

    def save_model(
        self, request: HttpRequest, obj: Model, form: "ModelForm[Model]", change: bool
    ) -> None:
        """Save a film, and ask the union about a new one, title or page."""
        super().save_model(request, obj, form, change)
        if isinstance(obj, Film) and (not change or JUDGED & set(form.changed_data)):
            ask_union(obj, acting(request))


admin.site.register(Film, FilmAdmin)
admin.site.register(FilmRecord, RecordedAdmin)
