"""Drop the indexes of the ledger that another one serves: half of what posting cost.

An entry is found by its posting through ``one_entry_a_position``. PostgreSQL's
``_like`` indexes are for prefixes of keys, by which nobody looks for anything. Dropped
one by one: altering the field would rebuild SQLite's table, and lose its triggers.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def drop(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop them, by what the database calls them."""
    for table, column in (
        ("payouts_entry", "posting_id"),
        ("payouts_entry", "account_id"),
        ("payouts_posting", "id"),
    ):
        with editor.connection.cursor() as cursor:
            found = editor.connection.introspection.get_constraints(cursor, table)
        for name, index in found.items():
            plain = index["index"] and not (index["unique"] or index["foreign_key"])
            wanted = column == "posting_id" or name.endswith("_like")
            if plain and wanted and index["columns"] == [column]:
                editor.execute(f"DROP INDEX {editor.quote_name(name)}")


def restore(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Give the index back that Django knows of."""
    editor.execute(
        "CREATE INDEX payouts_entry_posting_id_again ON payouts_entry (posting_id)"
    )


class Migration(migrations.Migration):
    dependencies = [("payouts", "0007_rates")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="entry",
                    name="posting",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="payouts.posting",
                    ),
                )
            ],
            database_operations=[migrations.RunPython(drop, restore)],
        )
    ]
