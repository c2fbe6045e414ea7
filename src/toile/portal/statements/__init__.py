"""Monthly statements: drawn up when a month is closed, numbered, never changed."""
