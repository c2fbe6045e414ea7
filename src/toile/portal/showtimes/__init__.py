"""The open programme: its import, its films, and what ads may tell of it."""
