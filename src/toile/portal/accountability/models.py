"""What people wrote over the documents that Toile was delivered with."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.models import Organisation
from toile.portal.keys import Keyed


class EntryVersion(Keyed):
    """One wording of an entry. The database refuses to change or delete it.

    ``fields`` maps the document's columns to their text; number 0, the wording of
    origin, is in ``origin`` and has no row.
    """

    document = models.CharField(_("document"), max_length=30)
    key = models.CharField(_("entrée"), max_length=60)
    number = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("intitulé"), max_length=200)
    fields = models.JSONField(_("contenu"))
    reason = models.CharField(_("pourquoi"), max_length=500)
    made_at = models.DateTimeField(_("écrite le"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("version d’une entrée")
        verbose_name_plural = _("versions des entrées")
        ordering = ["document", "key", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "key", "number"], name="one_wording_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.key} {self.number}"
