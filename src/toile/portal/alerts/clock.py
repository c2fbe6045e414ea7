"""What alerts do by the clock: look each minute, write every quarter of an hour."""

from toile.portal.alerts.digest import send_digest
from toile.portal.alerts.services import look
from toile.portal.jobs.schedule import every, schedule

schedule("alerts.look", every(60), look)
schedule("alerts.digest", every(900), send_digest)
