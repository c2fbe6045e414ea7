"""Film data to search in: reading the open lists, and finding a film in them."""
