"""The table of the cache, in which all processes count attempts together."""

from django.core.management import call_command
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "toile_cache"


def make(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the table as Django's own command does."""
    call_command(
        "createcachetable", TABLE, database=editor.connection.alias, verbosity=0
    )


def drop(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop it: a cache holds nothing that lasts."""
    editor.execute(f"DROP TABLE IF EXISTS {editor.quote_name(TABLE)}")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_invitations_and_language")]

    operations = [migrations.RunPython(make, drop)]
