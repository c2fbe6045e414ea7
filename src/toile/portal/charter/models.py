"""Versions of the pool's rules, each with the day from which it counts."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.lab import SMALLEST_SHOWN
from toile.portal.accounts.keys import Keyed
from toile.portal.charter.terms import Basis, SharingRule, check_rates, one_rate
from toile.wire.audience import SMALLEST_TARGETABLE

LONGEST_WINDOW_DAYS = 365


class PoolRules(Keyed):
    """One version; it counts from its day until the day before the next one's."""

    starts_on = models.DateField(_("compte à partir du"), unique=True)
    basis = models.CharField(
        _("assiette"), max_length=11, choices=Basis, default=Basis.CLICKS
    )
    fee_micros = models.PositiveBigIntegerField(_("redevance par clic (micro-euros)"))
    spend_basis_points = models.PositiveIntegerField(
        _("part de la dépense (points de base)"), default=0
    )
    impression_fee_micros = models.PositiveBigIntegerField(
        _("redevance pour 1000 impressions ciblées (micro-euros)"), default=0
    )
    sharing_rule = models.CharField(_("partage"), max_length=10, choices=SharingRule)
    cinema_cap_micros = models.PositiveBigIntegerField(
        _("plafond par cinéma et par mois (micro-euros)"), default=0
    )
    campaign_cap_micros = models.PositiveBigIntegerField(
        _("plafond par campagne et par mois (micro-euros)"), default=0
    )
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
            one_rate("one_rate_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on:%d/%m/%Y}"

    def clean(self) -> None:
        """Refuse a second rate beside that of the basis."""
        check_rates(vars(self))
