"""The union's view of the pool: its members, what it reaches, how it grows."""
