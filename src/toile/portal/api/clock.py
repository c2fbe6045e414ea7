"""What the API does by the clock: forget."""

from toile.portal.api.idempotency import purge
from toile.portal.jobs.schedule import every, schedule

schedule("api.forget", every(3600), purge)
