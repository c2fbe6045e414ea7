"""How far a cinema is in joining, and which letters it was sent."""

import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from toile.portal.accounts.models import User
from toile.portal.cinemas.models import Cinema, ListedCinema, Site
from toile.portal.keys import Keyed


class Join(Keyed):
    """A cinema on its way in; it can be left and taken up again at any step.

    Begun before there is an account: ``token_hash`` is that of the link by which the
    address is confirmed, known by its hash alone.
    """

    VALID_FOR = datetime.timedelta(days=2)

    email = models.EmailField(_("adresse e-mail"))
    user = models.ForeignKey(
        User, models.CASCADE, null=True, blank=True, related_name="joins"
    )
    token_hash = models.CharField(max_length=64, blank=True, db_index=True)
    asked_at = models.DateTimeField(_("lien envoyé le"), null=True, blank=True)
    listed = models.ForeignKey(
        ListedCinema, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # What is known of the cinema before there is one: from the list, or by hand.
    name = models.CharField(_("nom du cinéma"), max_length=160)
    commune = models.CharField(_("commune"), max_length=120)
    postal_code = models.CharField(_("code postal"), max_length=5, blank=True)
    screens = models.PositiveSmallIntegerField(_("écrans"), default=1)
    cinema = models.OneToOneField(
        Cinema, models.CASCADE, null=True, blank=True, related_name="join"
    )
    submitted_at = models.DateTimeField(_("demande envoyée le"), null=True, blank=True)
    started_at = models.DateTimeField(_("commencée le"), default=timezone.now)

    class Meta:
        verbose_name = _("adhésion")
        verbose_name_plural = _("adhésions")
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.name}, {self.commune}"

    @property
    def link_is_good(self) -> bool:
        """Tell whether the link of the letter still opens an account."""
        if self.user_id or self.asked_at is None:
            return False
        return timezone.now() < self.asked_at + self.VALID_FOR


class Installation(Keyed):
    """How far a site's installation is; it can be left and taken up again.

    What the site is made with is the site's own; whether it works is seen, not said.
    """

    site = models.OneToOneField(Site, models.CASCADE, related_name="installation")
    lines_on = models.DateField(_("lignes posées le"), null=True, blank=True)
    notice_on = models.DateField(_("paragraphe ajouté le"), null=True, blank=True)

    class Meta:
        verbose_name = _("installation")
        verbose_name_plural = _("installations")

    def __str__(self) -> str:
        return str(self.site)


class WeeklyLetter(Keyed):
    """A week of which a cinema was told: it is told once."""

    cinema = models.ForeignKey(Cinema, models.CASCADE, related_name="letters")
    week = models.DateField(_("semaine du"))
    sent_at = models.DateTimeField(_("écrite le"))
    readers = models.PositiveSmallIntegerField(_("destinataires"))

    class Meta:
        verbose_name = _("lettre hebdomadaire")
        verbose_name_plural = _("lettres hebdomadaires")
        constraints = [
            models.UniqueConstraint(
                fields=["cinema", "week"], name="one_letter_a_cinema_week"
            )
        ]

    def __str__(self) -> str:
        return f"{self.cinema} {self.week}"
