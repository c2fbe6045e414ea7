"""What goes down to the edge: the plans of both wings."""
