"""What the program ``toile jobs`` does for messages: it sends them."""

from django.utils.translation import gettext_lazy as _

from toile.portal.circulars.sending import SEND, send_out
from toile.portal.jobs.registry import Progress, job


@job(
    SEND,
    _("Envoi d’un message aux membres"),
    remedy=_(
        "Recommencez : seules les adresses qui manquent sont essayées de nouveau."
    ),
)
def send(progress: Progress, *, circular: str, union: str) -> None:
    """Send a message to whoever has not had it yet."""
    send_out(circular, union, progress)
