"""Filters that write figures in French."""
