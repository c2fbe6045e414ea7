"""Why is a line not served? Each condition in turn, and the first that fails.

What people decided is read from the tables, what the edge does is asked of the very
code that decides (``ads.direct``), with the published plan and a made-up request.
"""

from toile.portal.control.why.diagnosis import Diagnosis, diagnose
from toile.portal.control.why.step import Step

__all__ = ["Diagnosis", "Step", "diagnose"]
