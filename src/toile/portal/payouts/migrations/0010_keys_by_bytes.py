"""PostgreSQL compares the keys of the ledger byte by byte, whatever its language.

Keys are ASCII, and nobody reads them in alphabetical order. By the rules of a language,
C.UTF-8 included, comparing them took a tenth of posting. Whoever alters one of these
columns later must name the collation again. SQLite compares bytes anyway.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

KEYS = (
    ("payouts_account", "id", 26),
    ("payouts_balance", "account_id", 26),
    ("payouts_posting", "id", 64),
    ("payouts_entry", "account_id", 26),
    ("payouts_entry", "posting_id", 64),
)
# It names a column that changes.
DROP = "DROP TRIGGER payouts_account_used ON payouts_account"
CREATE = """
    CREATE TRIGGER payouts_account_used BEFORE DELETE OR UPDATE OF id ON payouts_account
    FOR EACH ROW EXECUTE FUNCTION payouts_account_used()
"""


def by_bytes(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Compare them by bytes."""
    collate(editor, "C")


def by_language(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Compare them as the database compares texts."""
    collate(editor, "default")


def collate(editor: BaseDatabaseSchemaEditor, collation: str) -> None:
    """Rebuild the indexes of the keys in an order; PostgreSQL only."""
    if editor.connection.vendor != "postgresql":
        return
    editor.execute(DROP)
    for table, column, length in KEYS:
        editor.execute(
            f"ALTER TABLE {table} ALTER COLUMN {column} "
            f'TYPE varchar({length}) COLLATE "{collation}"'
        )
    editor.execute(CREATE)


class Migration(migrations.Migration):
    dependencies = [("payouts", "0009_by_the_batch")]

    operations = [migrations.RunPython(by_bytes, by_language)]
