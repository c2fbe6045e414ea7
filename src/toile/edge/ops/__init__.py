"""The doors for those who run the edge: liveness, readiness, metrics."""
