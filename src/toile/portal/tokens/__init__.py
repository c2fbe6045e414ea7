"""Tokens with which a program acts for an organisation: made, shown once, revoked."""
