"""The control room: what is served now, how the edge is, why a line is not served."""
