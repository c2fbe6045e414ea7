import django.db.models.deletion
from django.db import migrations, models

_STATES = [("waiting", "à envoyer"), ("written", "écrit"), ("failed", "non envoyé")]


def _state(default: str) -> "models.CharField[str, str]":
    return models.CharField(
        choices=_STATES, default=default, max_length=7, verbose_name="état"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("circulars", "0001_initial"),
        ("jobs", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="circular",
            name="job",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="jobs.job",
            ),
        ),
        migrations.AlterField(
            model_name="circular",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "brouillon"),
                    ("sending", "envoi en cours"),
                    ("sent", "envoyé"),
                ],
                default="draft",
                max_length=7,
                verbose_name="état",
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="error",
            field=models.CharField(blank=True, max_length=300, verbose_name="raison"),
        ),
        # Every mail of a message sent before this version is written already.
        migrations.AddField(
            model_name="delivery", name="state", field=_state("written")
        ),
        migrations.AlterField(
            model_name="delivery", name="state", field=_state("waiting")
        ),
    ]
