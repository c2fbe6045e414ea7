"""What jobs themselves do by the clock."""

from toile.portal.jobs.schedule import daily, schedule
from toile.portal.jobs.services import forget_old_jobs

schedule("jobs.forget", daily(3, 20), forget_old_jobs)
