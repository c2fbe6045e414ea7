"""The noon around which the world of the tests turns."""

import datetime

# Today's, for the portal looks at the clock itself: a campaign of a fixed date could be
# submitted until then, and never after.
NOON = datetime.datetime.now(datetime.UTC).replace(
    hour=12, minute=0, second=0, microsecond=0
)
