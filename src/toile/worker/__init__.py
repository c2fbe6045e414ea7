"""The worker: follows the journal, keeps profiles, figures and ledger, makes plans.

``project`` has one file a projection, ``publish`` what goes down to the edge,
``stores`` the spaces, ``loop`` the heartbeat, ``order`` takes visits and clicks as they
came (decision 0011), ``turns`` shares the database with the portal, ``schedule`` is
what is done twice a day.
All that it keeps can be dropped and rebuilt from the journal; the ledger, which is
append-only, is only ever added to (decision 0004).
"""
