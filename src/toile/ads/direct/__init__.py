"""Direct placements: a publisher's page asks, one call decides.

``compiled`` prepares a plan for asking, ``decide`` chooses the line and the creative.
"""
