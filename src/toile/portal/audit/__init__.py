"""The trail of every use of the pool, chained so that nobody rewrites it unseen."""
