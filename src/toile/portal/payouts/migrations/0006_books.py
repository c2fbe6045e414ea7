"""Postings seal their entries, links chain them, months are closed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from toile.portal.audit.append_only import append_only, insert_once
from toile.portal.payouts.triggers import closed_periods, sealed_postings


class Migration(migrations.Migration):
    dependencies = [
        ("payouts", "0005_media"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "number",
                    models.BigIntegerField(
                        primary_key=True, serialize=False, verbose_name="numéro"
                    ),
                ),
                ("written_at", models.DateTimeField(verbose_name="écrit le")),
                ("postings", models.PositiveIntegerField(verbose_name="écritures")),
                (
                    "previous_hash",
                    models.CharField(
                        max_length=64, verbose_name="empreinte précédente"
                    ),
                ),
                (
                    "hash",
                    models.CharField(
                        max_length=64, unique=True, verbose_name="empreinte (SHA-256)"
                    ),
                ),
            ],
            options={
                "verbose_name": "maillon du grand livre",
                "verbose_name_plural": "maillons du grand livre",
                "ordering": ["-number"],
            },
        ),
        migrations.AddField(
            model_name="posting",
            name="link",
            field=models.BigIntegerField(null=True, verbose_name="maillon"),
        ),
        migrations.CreateModel(
            name="ClosedPeriod",
            fields=[
                (
                    "month",
                    models.DateField(
                        primary_key=True, serialize=False, verbose_name="mois"
                    ),
                ),
                ("ends_at", models.DateTimeField(unique=True, verbose_name="jusqu’au")),
                ("closed_at", models.DateTimeField(verbose_name="clos le")),
                ("last_link", models.BigIntegerField(verbose_name="dernier maillon")),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "mois clos",
                "verbose_name_plural": "mois clos",
                "ordering": ["-month"],
            },
        ),
        append_only("payouts_link"),
        insert_once("payouts_link", ("number",), ("hash",)),
        append_only("payouts_closedperiod"),
        insert_once("payouts_closedperiod", ("month",), ("ends_at",)),
        sealed_postings(),
        closed_periods(),
    ]
