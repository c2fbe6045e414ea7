"""Campaign, flight, line item, creative, and the figures they make."""
