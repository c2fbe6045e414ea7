"""What the control room does by the clock: look at the edge each minute."""

from toile.portal.control.services import sample_edge
from toile.portal.jobs.schedule import every, schedule

schedule("control.sample", every(60), sample_edge)
