"""What webhooks do by the clock."""

from toile.portal.jobs.schedule import daily, every, schedule
from toile.portal.webhooks.delivery import forget_old_messages, look

schedule("webhooks.look", every(2), look)
schedule("webhooks.forget", daily(3, 40), forget_old_messages)
