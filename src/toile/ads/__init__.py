"""The operator's wing: it knows an id's segments and never its cinemas.

``direct`` decides for a placement of a publisher's page, ``delivery`` holds matching,
caps, budgets and pacing, ``creatives`` what the frame shows, ``clicks`` the redirect
and the filter, ``rights`` how a past event forgets whom it was about.
"""
