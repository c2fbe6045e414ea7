"""Who people are and for which organisation they act."""
