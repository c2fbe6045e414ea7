"""PostgreSQL counts entries without their posting instead of asking for each."""

from django.db import migrations

from toile.portal.payouts.unsealed_triggers import by_the_transaction


class Migration(migrations.Migration):
    dependencies = [("payouts", "0010_keys_by_bytes")]

    operations = [by_the_transaction()]
