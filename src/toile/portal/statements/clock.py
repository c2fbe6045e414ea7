"""What statements do by the clock."""
