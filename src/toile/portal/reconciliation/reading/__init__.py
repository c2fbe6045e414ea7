"""What each book says, read at the edges, in streams."""
