"""Messages of the union to its members: written, aimed, seen before, sent once."""
