"""Publishers, and whom to call there."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.keys import Keyed
from toile.portal.accounts.models import Organisation
from toile.portal.cinemas.origins import clean_origins
from toile.portal.inventory.agreed import clean_bundles


class Publisher(Keyed):
    """A publisher, with or without an account of its own."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="publishers"
    )
    name = models.CharField(_("nom"), max_length=160)
    origins = models.JSONField(_("origines"), default=list)
    # Its apps as stores name them; bid requests carry that name (app.bundle).
    bundles = models.JSONField(_("applications"), default=list, blank=True)

    class Meta:
        verbose_name = _("support")
        verbose_name_plural = _("supports")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Keep only true origins, as browsers write them, and true names of apps."""
        self.origins = clean_origins(self.origins)
        try:
            self.bundles = clean_bundles(self.bundles)
        except ValidationError as error:
            raise ValidationError({"bundles": error}) from error


class Contact(Keyed):
    """A person at a publisher; known to the operator alone."""

    publisher = models.ForeignKey(Publisher, models.CASCADE, related_name="contacts")
    name = models.CharField(_("nom"), max_length=120)
    role = models.CharField(_("fonction"), max_length=120, blank=True)
    email = models.EmailField(_("adresse e-mail"), blank=True)
    phone = models.CharField(_("téléphone"), max_length=30, blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
