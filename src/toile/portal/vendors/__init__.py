"""The IAB's lists: vendors by version (GVL), French names of purposes, consent tools.

Fetched here alone, by a job; what a bid asks of them goes into the ads plan.
"""
