"""Versions of the pool's rules, each with the day from which it counts."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.lab import SMALLEST_SHOWN
from toile.portal.accounts.keys import Keyed
from toile.wire.audience import SMALLEST_TARGETABLE

LONGEST_WINDOW_DAYS = 365


class PoolRules(Keyed):
    """One version; it counts from its day until the day before the next one's."""

    class SharingRule(models.TextChoices):
        """How a click's fee is divided."""

        EQUAL = "equal", _("à parts égales")

    starts_on = models.DateField(_("compte à partir du"), unique=True)
    fee_micros = models.PositiveBigIntegerField(_("redevance par clic (micro-euros)"))
    sharing_rule = models.CharField(_("partage"), max_length=10, choices=SharingRule)
    window_days = models.PositiveSmallIntegerField(_("fenêtre d’attribution (jours)"))
    threshold_micros = models.PositiveBigIntegerField(
        _("seuil de reversement (micro-euros)")
    )
    smallest_cell = models.PositiveIntegerField(_("plus petite case d’un bilan"))
    smallest_segment = models.PositiveIntegerField(_("plus petit segment ciblé"))
    reason = models.TextField(_("pourquoi"), max_length=1000)
    made_at = models.DateTimeField(_("écrite le"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("version des règles")
        verbose_name_plural = _("versions des règles")
        ordering = ["-starts_on"]
        constraints = [
            # DESIGN §5 rule 4: floors that nobody can go under.
            models.CheckConstraint(
                condition=models.Q(
                    smallest_cell__gte=SMALLEST_SHOWN,
                    smallest_segment__gte=SMALLEST_TARGETABLE,
                ),
                name="no_small_crowds_by_rule",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    window_days__gte=1, window_days__lte=LONGEST_WINDOW_DAYS
                ),
                name="a_window_of_a_year_at_most",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on:%d/%m/%Y}"
