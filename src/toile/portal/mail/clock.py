"""What mail does by the clock: send, and forget."""

from toile.portal.jobs.schedule import daily, every, schedule
from toile.portal.mail.delivery import deliver, empty_old

schedule("mail.deliver", every(3), deliver)
schedule("mail.forget", daily(3, 30), empty_old)
