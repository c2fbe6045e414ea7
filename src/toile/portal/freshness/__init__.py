"""How fresh the figures are: up to when the worker has counted each stream."""
