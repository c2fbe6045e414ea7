"""Alerts: what the operator must look at, found each minute, mailed as a digest."""
