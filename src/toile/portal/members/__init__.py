"""A cinema's life as a member: joining, its pixel, its letter, pausing and leaving.

Above all that it brings together: cinemas, agreements, approvals, payouts.
"""
