"""The checker of member sites: opens one in Chromium and tells what it really does.

``process.look`` runs a check in a process of its own, which may be ended at any moment.
In it ``visit`` opens the page in fresh profiles and writes down what it sees
(``Seen``); each file of ``checks`` makes findings of that, without a browser. All that
the browser asks goes through ``proxy``, which keeps it out of private networks; what
would reach the pool's collecting doors is answered by ``stand_in``, so that a check
leaves no trace there.
"""
