"""A posting or an entry of the ledger is not replaced by a new one either."""

from django.db import migrations

from toile.portal.audit.append_only import insert_once


class Migration(migrations.Migration):
    dependencies = [
        ("payouts", "0002_append_only"),
        ("audit", "0003_insert_once"),
    ]

    operations = [
        insert_once("payouts_posting", ("id",)),
        insert_once("payouts_entry", ("id",), ("posting_id", "position")),
    ]
