"""Money as its people ask about it: a cinema its own, the union that of all."""
