"""Pages for the people whose browsers are known: why this ad, and my data."""
