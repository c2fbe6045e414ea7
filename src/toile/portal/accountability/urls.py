"""What is kept written of the processing of data."""

from django.urls import path, register_converter

from toile.portal.accountability import views
from toile.portal.accountability.documents import Code


class _CodeConverter:
    """A document's name; anything else is no page."""

    regex = "|".join(code.value for code in Code)

    def to_python(self, value: str) -> Code:
        """Read it."""
        return Code(value)

    def to_url(self, value: str) -> str:
        """Write it."""
        return Code(value).value


register_converter(_CodeConverter, "accountability_document")

app_name = "accountability"

urlpatterns = [
    path("responsabilite/", views.overview, name="overview"),
    path("responsabilite/etiquette.json", views.label, name="label"),
    path(
        "responsabilite/<accountability_document:code>/",
        views.document,
        name="document",
    ),
    path(
        "responsabilite/<accountability_document:code>.pdf",
        views.document_pdf,
        name="pdf",
    ),
    path(
        "responsabilite/<accountability_document:code>/<slug:key>/",
        views.entry,
        name="entry",
    ),
]
