"""An entry of the audit trail is not replaced by a new one either."""

from django.db import migrations

from toile.portal.audit.append_only import insert_once


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]

    operations = [insert_once("audit_auditentry", ("id",), ("previous_hash",))]
