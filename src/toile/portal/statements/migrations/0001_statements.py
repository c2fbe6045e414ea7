"""Statements, their papers and months are append-only; refused clicks are counted."""

import django.db.models.deletion
from django.db import migrations, models

import toile.portal.keys
from toile.portal.audit.append_only import append_only, insert_once


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cinemas", "0004_suspension"),
    ]

    operations = [
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=toile.portal.keys.new_key,
                        editable=False,
                        max_length=26,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("month", models.DateField(db_index=True, verbose_name="mois")),
                ("number", models.PositiveIntegerField(verbose_name="numéro")),
                ("issued_at", models.DateTimeField(verbose_name="établi le")),
                ("clicks", models.PositiveIntegerField(verbose_name="clics rémunérés")),
                (
                    "refused_clicks",
                    models.PositiveIntegerField(verbose_name="clics refusés"),
                ),
                (
                    "reversed_clicks",
                    models.PositiveIntegerField(verbose_name="clics repris"),
                ),
                ("gross_micros", models.BigIntegerField(verbose_name="brut")),
                ("reversed_micros", models.BigIntegerField(verbose_name="repris")),
                ("paid_micros", models.BigIntegerField(verbose_name="reversé")),
                ("before_micros", models.BigIntegerField(verbose_name="solde avant")),
                (
                    "pending_micros",
                    models.BigIntegerField(verbose_name="en attente de contrôle"),
                ),
                ("payable_micros", models.BigIntegerField(verbose_name="payable")),
                ("content", models.TextField(verbose_name="contenu")),
                (
                    "sha256",
                    models.CharField(max_length=64, verbose_name="empreinte (SHA-256)"),
                ),
                (
                    "cinema",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="cinemas.cinema",
                    ),
                ),
            ],
            options={
                "verbose_name": "relevé",
                "verbose_name_plural": "relevés",
                "ordering": ["-month", "cinema"],
            },
        ),
        migrations.CreateModel(
            name="StatementMonth",
            fields=[
                (
                    "month",
                    models.DateField(
                        primary_key=True, serialize=False, verbose_name="mois"
                    ),
                ),
                ("drawn_at", models.DateTimeField(verbose_name="établi le")),
                ("statements", models.PositiveIntegerField(verbose_name="relevés")),
                ("link", models.BigIntegerField(verbose_name="dernier maillon")),
                (
                    "link_hash",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="empreinte du maillon"
                    ),
                ),
            ],
            options={
                "verbose_name": "mois de relevés",
                "verbose_name_plural": "mois de relevés",
                "ordering": ["-month"],
            },
        ),
        migrations.CreateModel(
            name="StatementPaper",
            fields=[
                (
                    "statement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="paper",
                        serialize=False,
                        to="statements.statement",
                    ),
                ),
                ("pdf", models.BinaryField(verbose_name="contenu")),
                (
                    "sha256",
                    models.CharField(max_length=64, verbose_name="empreinte (SHA-256)"),
                ),
            ],
            options={
                "verbose_name": "relevé en PDF",
                "verbose_name_plural": "relevés en PDF",
            },
        ),
        migrations.CreateModel(
            name="RefusedClicks",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("day", models.DateField(verbose_name="jour")),
                ("reason", models.CharField(max_length=40, verbose_name="motif")),
                (
                    "count",
                    models.PositiveBigIntegerField(default=0, verbose_name="nombre"),
                ),
                (
                    "cinema",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refused_clicks",
                        to="cinemas.cinema",
                    ),
                ),
            ],
            options={
                "verbose_name": "clics refusés d’un cinéma",
                "verbose_name_plural": "clics refusés des cinémas",
                "indexes": [models.Index(fields=["day"], name="refused_clicks_by_day")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cinema", "day", "reason"),
                        name="one_row_a_cinema_refusal",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.UniqueConstraint(
                fields=("cinema", "month"), name="one_statement_a_month"
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.UniqueConstraint(
                fields=("cinema", "number"), name="one_statement_a_number"
            ),
        ),
        append_only("statements_statement"),
        insert_once(
            "statements_statement",
            ("id",),
            ("cinema_id", "month"),
            ("cinema_id", "number"),
        ),
        append_only("statements_statementpaper"),
        insert_once("statements_statementpaper", ("statement_id",)),
        append_only("statements_statementmonth"),
        insert_once("statements_statementmonth", ("month",)),
    ]
