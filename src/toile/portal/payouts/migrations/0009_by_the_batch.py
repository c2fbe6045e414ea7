"""PostgreSQL asks by the batch what it asked by the row; SQLite stays as it is."""

import django.db.models.deletion
from django.db import migrations, models

from toile.portal.payouts.batch_triggers import by_the_batch


class Migration(migrations.Migration):
    dependencies = [("payouts", "0008_fewer_indexes")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="entry",
                    name="posting",
                    field=models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="payouts.posting",
                    ),
                ),
                migrations.AlterField(
                    model_name="entry",
                    name="account",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="payouts.account",
                    ),
                ),
            ],
            database_operations=[by_the_batch()],
        )
    ]
