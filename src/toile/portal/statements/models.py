"""Statements as they were drawn up, and what is counted of clicks that were refused.

Statements, their papers and the months that were drawn only ever grow: the database
refuses to change a row.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from toile.portal.cinemas.models import Cinema
from toile.portal.keys import Keyed


class StatementMonth(models.Model):
    """A closed month whose statements are all drawn up."""

    month = models.DateField(_("mois"), primary_key=True)
    drawn_at = models.DateTimeField(_("établi le"))
    statements = models.PositiveIntegerField(_("relevés"))
    link = models.BigIntegerField(_("dernier maillon"))
    link_hash = models.CharField(_("empreinte du maillon"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("mois de relevés")
        verbose_name_plural = _("mois de relevés")
        ordering = ["-month"]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class Statement(Keyed):
    """A cinema's statement of a closed month, numbered without gaps for each cinema.

    ``content`` is all that it says (``sheets.Sheet`` as JSON), ``sha256`` its hash. The
    other figures are copies of it, for lists and sums; amounts are in micro-euros,
    above zero for what is owed to the cinema.
    """

    cinema = models.ForeignKey(Cinema, models.PROTECT, related_name="statements")
    month = models.DateField(_("mois"), db_index=True)
    number = models.PositiveIntegerField(_("numéro"))
    issued_at = models.DateTimeField(_("établi le"))
    clicks = models.PositiveIntegerField(_("clics rémunérés"))
    refused_clicks = models.PositiveIntegerField(_("clics refusés"))
    reversed_clicks = models.PositiveIntegerField(_("clics repris"))
    gross_micros = models.BigIntegerField(_("brut"))
    reversed_micros = models.BigIntegerField(_("repris"))
    paid_micros = models.BigIntegerField(_("reversé"))
    before_micros = models.BigIntegerField(_("solde avant"))
    pending_micros = models.BigIntegerField(_("en attente de contrôle"))
    payable_micros = models.BigIntegerField(_("payable"))
    content = models.TextField(_("contenu"))
    sha256 = models.CharField(_("empreinte (SHA-256)"), max_length=64)

    class Meta:
        verbose_name = _("relevé")
        verbose_name_plural = _("relevés")
        ordering = ["-month", "cinema"]
        constraints = [
            models.UniqueConstraint(
                fields=["cinema", "month"], name="one_statement_a_month"
            ),
            models.UniqueConstraint(
                fields=["cinema", "number"], name="one_statement_a_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cinema} {self.month:%Y-%m}"

    @property
    def net_micros(self) -> int:
        """What the month's clicks and reversals come to."""
        return self.gross_micros + self.reversed_micros

    @property
    def after_micros(self) -> int:
        """What is owed at the end of the month."""
        return self.pending_micros + self.payable_micros


class StatementPaper(models.Model):
    """The PDF of a statement, apart from it: lists do not read it."""

    statement = models.OneToOneField(
        Statement, models.PROTECT, primary_key=True, related_name="paper"
    )
    pdf = models.BinaryField(_("contenu"))
    sha256 = models.CharField(_("empreinte (SHA-256)"), max_length=64)

    class Meta:
        verbose_name = _("relevé en PDF")
        verbose_name_plural = _("relevés en PDF")

    def __str__(self) -> str:
        return str(self.statement)


class RefusedClicks(models.Model):
    """Clicks of a day that would have been shared with a cinema, had they been billed.

    The worker counts them; no click is named, nor whose it was.
    """

    cinema = models.ForeignKey(Cinema, models.PROTECT, related_name="refused_clicks")
    day = models.DateField(_("jour"))
    reason = models.CharField(_("motif"), max_length=40)
    count = models.PositiveBigIntegerField(_("nombre"), default=0)

    class Meta:
        verbose_name = _("clics refusés d’un cinéma")
        verbose_name_plural = _("clics refusés des cinémas")
        constraints = [
            models.UniqueConstraint(
                fields=["cinema", "day", "reason"], name="one_row_a_cinema_refusal"
            )
        ]
        indexes = [models.Index(fields=["day"], name="refused_clicks_by_day")]

    def __str__(self) -> str:
        return f"{self.cinema} {self.day} {self.reason}"
