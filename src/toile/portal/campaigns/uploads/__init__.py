"""Uploaded files: what they really are, and where they are kept."""
