"""A wording takes a successor and nothing else."""

from django.db import migrations

from toile.portal.audit.append_only import append_only, insert_once


class Migration(migrations.Migration):
    dependencies = [("accountability", "0001_first"), ("audit", "0003_insert_once")]

    operations = [
        append_only("accountability_entryversion"),
        insert_once(
            "accountability_entryversion", ("id",), ("document", "key", "number")
        ),
    ]
