"""Creatives as the frame shows them: files, label, addresses to report to."""
