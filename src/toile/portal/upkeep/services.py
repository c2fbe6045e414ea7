"""What the operator does about a mail or a job that failed, noted in the trail."""

from django.db import transaction

from toile.portal.accounts.models import Organisation, User
from toile.portal.audit.services import record
from toile.portal.jobs import services as jobs
from toile.portal.mail import services as mails


@transaction.atomic
def send_mail_again(mail_id: str, organisation: Organisation, by: User) -> None:
    """Give a mail a new chance."""
    mail = mails.send_again(mail_id)
    record(
        "mail.resent",
        "mail",
        mail.id,
        actor=by,
        organisation=organisation,
        details={"recipient": mail.recipient, "subject": mail.subject},
    )


@transaction.atomic
def retry_job(job_id: str, organisation: Organisation, by: User) -> None:
    """Do a job once more."""
    job = jobs.retry(job_id)
    record(
        "job.retried",
        "job",
        job.id,
        actor=by,
        organisation=organisation,
        details={"kind": job.kind},
    )
