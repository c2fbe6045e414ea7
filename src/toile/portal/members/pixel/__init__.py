"""The pixel on a cinema's site: its lines, how to place them, whether it works."""
