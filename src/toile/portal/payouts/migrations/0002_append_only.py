"""The ledger takes new postings and nothing else; errors are reversed, never edited."""

from django.db import migrations

from toile.portal.audit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("payouts", "0001_initial"),
        ("audit", "0002_append_only"),
    ]

    operations = [append_only("payouts_posting"), append_only("payouts_entry")]
