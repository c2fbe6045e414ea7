"""The audit trail takes new entries and nothing else."""

from django.db import migrations

from toile.portal.audit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [append_only("audit_auditentry")]
