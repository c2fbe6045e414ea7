"""People, organisations, the memberships that join them, and invitations to join."""

import datetime
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    PermissionsMixin,
)
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.keys import Keyed


class UserManager(BaseUserManager["User"]):
    """Makes people; an e-mail address is kept in lower case, so that it is unique."""

    def create_user(
        self, email: str, password: str | None = None, **fields: object
    ) -> "User":
        """Make a person; without a password nobody can sign in as them."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str, **fields: object) -> "User":
        """Make a person who may use the Django admin."""
        return self.create_user(
            email, password, is_staff=True, is_superuser=True, **fields
        )

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find a person by address, however its letters were typed."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin, Keyed):
    """A person who signs in with an e-mail address."""

    email = models.EmailField(_("adresse e-mail"), unique=True)
    name = models.CharField(_("nom"), max_length=120, blank=True)
    is_active = models.BooleanField(_("actif"), default=True)
    is_staff = models.BooleanField(_("accès à l’administration"), default=False)
    joined_at = models.DateTimeField(_("arrivée"), default=timezone.now)
    language = models.CharField(
        _("langue"), max_length=5, blank=True, choices=settings.LANGUAGES
    )

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("personne")
        verbose_name_plural = _("personnes")

    def __str__(self) -> str:
        return self.name or self.email


class Organisation(Keyed):
    """A union, operator, cinema, distributor or publisher."""

    class Kind(models.TextChoices):
        """The people of DESIGN §1 who hold accounts."""

        UNION = "union", _("syndicat")
        OPERATOR = "operator", _("opérateur")
        CINEMA = "cinema", _("cinéma")
        DISTRIBUTOR = "distributor", _("distributeur·rice")
        PUBLISHER = "publisher", _("support")

    kind = models.CharField(_("genre"), max_length=12, choices=Kind)
    name = models.CharField(_("nom"), max_length=160)
    slug = models.SlugField(_("nom court"), max_length=80, unique=True)
    contact_email = models.EmailField(_("adresse de contact"), blank=True)
    privacy_url = models.URLField(_("page de confidentialité"), blank=True)
    # Whose ad it is, for exchanges (OpenRTB ``adomain``).
    website = models.URLField(_("site"), blank=True)
    siret = models.CharField("SIRET", max_length=14, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(Keyed):
    """A person acts for an organisation, in a role."""

    class Role(models.TextChoices):
        """What the person may do there: all, change things, or only look."""

        OWNER = "owner", _("responsable")
        EDITOR = "editor", _("gestionnaire")
        VIEWER = "viewer", _("lecture seule")

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("rôle"), max_length=8, choices=Role)

    class Meta:
        verbose_name = _("appartenance")
        verbose_name_plural = _("appartenances")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"], name="one_role_an_organisation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.organisation}"

    @property
    def may_change(self) -> bool:
        """Tell whether the role may do more than look."""
        return self.role in {self.Role.OWNER, self.Role.EDITOR}


class Invitation(Keyed):
    """A letter that asks somebody to join an organisation, in a role.

    The link of the letter is known by its hash alone: who reads the database cannot
    use it.
    """

    VALID_FOR = datetime.timedelta(days=7)

    class State(models.TextChoices):
        """Where an invitation stands."""

        OPEN = "open", _("en attente")
        EXPIRED = "expired", _("expirée")
        ACCEPTED = "accepted", _("acceptée")
        CANCELLED = "cancelled", _("annulée")

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="invitations"
    )
    email = models.EmailField(_("adresse e-mail"))
    role = models.CharField(_("rôle"), max_length=8, choices=Membership.Role)
    invited_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("par")
    )
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField(_("envoyée"))
    expires_at = models.DateTimeField(_("expire"))
    accepted_at = models.DateTimeField(_("acceptée"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("annulée"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=models.Q(accepted_at=None, cancelled_at=None),
                name="one_invitation_an_address",
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} – {self.organisation}"

    @property
    def state(self) -> "Invitation.State":
        """Tell where the invitation stands now."""
        if self.accepted_at:
            return self.State.ACCEPTED
        if self.cancelled_at:
            return self.State.CANCELLED
        expired = self.expires_at <= timezone.now()
        return self.State.EXPIRED if expired else self.State.OPEN
