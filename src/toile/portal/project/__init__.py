"""Wires the portal once: settings, the URL map, the WSGI door. Nothing imports it."""
