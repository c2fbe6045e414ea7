"""Contracts and their terms."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from toile.lab import SMALLEST_SHOWN
from toile.portal.accounts.models import Organisation
from toile.portal.charter.terms import Basis, SharingRule, check_rates, one_rate
from toile.portal.cinemas.models import Cinema
from toile.portal.keys import Keyed
from toile.wire.audience import SMALLEST_TARGETABLE

FEE_MICROS = 400  # 0.40 EUR for 1000 billable clicks (SPECS §7.1)
THRESHOLD_MICROS = 25_000_000
WINDOW_DAYS = 90
RETENTION_DAYS = 120  # what is measured of an id: ``pool.exposures.KEPT_MS``


class Agreement(Keyed):
    """A signed contract; days are inclusive, by the calendar of Paris."""

    class Kind(models.TextChoices):
        """Between whom."""

        OPERATOR_UNION = "operator_union", _("opérateur–syndicat")
        UNION_CINEMA = "union_cinema", _("syndicat–cinéma")

    class Stage(models.TextChoices):
        """Who has signed; one that lacks a signature opens nothing."""

        AWAITING = "awaiting", _("attend la signature du syndicat")
        SIGNED = "signed", _("signée par les deux parties")
        REFUSED = "refused", _("refusée par le syndicat")

    kind = models.CharField(_("genre"), max_length=14, choices=Kind)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("contrepartie")
    )
    cinema = models.ForeignKey(
        Cinema, models.PROTECT, null=True, blank=True, related_name="agreements"
    )
    reference = models.CharField(_("référence"), max_length=40)
    stage = models.CharField(
        _("étape"), max_length=8, choices=Stage, default=Stage.SIGNED
    )
    signed_on = models.DateField(_("signée le"))
    starts_on = models.DateField(_("en vigueur du"))
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)
    terminated_on = models.DateField(_("résiliée le"), null=True, blank=True)
    basis = models.CharField(
        _("assiette"), max_length=11, choices=Basis, default=Basis.CLICKS
    )
    fee_micros = models.PositiveBigIntegerField(
        _("redevance par clic (micro-euros)"), default=FEE_MICROS
    )
    spend_basis_points = models.PositiveIntegerField(
        _("part de la dépense (points de base)"), default=0
    )
    impression_fee_micros = models.PositiveBigIntegerField(
        _("redevance pour 1000 impressions ciblées (micro-euros)"), default=0
    )
    sharing_rule = models.CharField(
        _("partage"), max_length=10, choices=SharingRule, default=SharingRule.EQUAL
    )
    cinema_cap_micros = models.PositiveBigIntegerField(
        _("plafond par cinéma et par mois (micro-euros)"), default=0
    )
    campaign_cap_micros = models.PositiveBigIntegerField(
        _("plafond par campagne et par mois (micro-euros)"), default=0
    )
    window_days = models.PositiveSmallIntegerField(
        _("fenêtre d’attribution (jours)"), default=WINDOW_DAYS
    )
    threshold_micros = models.PositiveBigIntegerField(
        _("seuil de reversement (micro-euros)"), default=THRESHOLD_MICROS
    )

    retention_days = models.PositiveSmallIntegerField(
        _("conservation (jours)"), default=RETENTION_DAYS
    )
    smallest_cell = models.PositiveIntegerField(
        _("plus petite case d’un bilan"), default=SMALLEST_SHOWN
    )
    smallest_segment = models.PositiveIntegerField(
        _("plus petit segment ciblé"), default=SMALLEST_TARGETABLE
    )
    # The web origins named in the text; what reports today is with the sites.
    sites = models.JSONField(_("sites"), default=list, blank=True)

    class Meta:
        verbose_name = _("convention")
        verbose_name_plural = _("conventions")
        ordering = ["-starts_on", "reference"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="operator_union", cinema__isnull=True)
                | models.Q(kind="union_cinema", cinema__isnull=False),
                name="a_cinema_where_a_cinema_signs",
            ),
            one_rate("one_rate_an_agreement"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def last_day(self) -> datetime.date:
        """The last day on which the agreement counts."""
        last = self.ends_on or datetime.date.max
        if self.terminated_on is None:
            return last
        return min(last, self.terminated_on - datetime.timedelta(days=1))

    def clean(self) -> None:
        """Refuse impossible dates, two rates, a second agreement for the same days."""
        check_rates(vars(self))
        if self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError(
                {"ends_on": _("La convention finirait avant de commencer.")}
            )
        # One that waits, was refused, or ended before it began takes nobody's place.
        signed = self.stage == self.Stage.SIGNED
        if not signed or self.last_day < self.starts_on:
            return
        # One rate a day: of operators' agreements, too, one counts.
        others = Agreement.objects.filter(
            kind=self.kind, cinema_id=self.cinema_id, stage=self.Stage.SIGNED
        ).exclude(pk=self.pk)
        for other in others:
            first = max(self.starts_on, other.starts_on)
            if first <= min(self.last_day, other.last_day):
                raise ValidationError(
                    self._taken, params={"reference": other.reference}
                )

    @property
    def _taken(self) -> str:
        if self.cinema_id is None:
            return gettext(
                "L’opérateur a déjà la convention %(reference)s sur ces dates : "
                "résiliez-la d’abord, ou choisissez d’autres dates."
            )
        return gettext(
            "Ce cinéma a déjà la convention %(reference)s sur ces dates : "
            "résiliez-la d’abord, ou choisissez d’autres dates."
        )
