import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import toile.portal.keys


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0004_website"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EntryVersion",
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
                ("document", models.CharField(max_length=30, verbose_name="document")),
                ("key", models.CharField(max_length=60, verbose_name="entrée")),
                ("number", models.PositiveIntegerField(verbose_name="version")),
                ("title", models.CharField(max_length=200, verbose_name="intitulé")),
                ("fields", models.JSONField(verbose_name="contenu")),
                ("reason", models.CharField(max_length=500, verbose_name="pourquoi")),
                ("made_at", models.DateTimeField(verbose_name="écrite le")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "version d’une entrée",
                "verbose_name_plural": "versions des entrées",
                "ordering": ["document", "key", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("document", "key", "number"),
                        name="one_wording_a_number",
                    )
                ],
            },
        ),
    ]
