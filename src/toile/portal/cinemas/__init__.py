"""Member cinemas, their sites with pixel keys, and each day's visits."""
