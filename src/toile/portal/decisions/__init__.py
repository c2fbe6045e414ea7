"""The union's desk: one queue of what it must decide, each with what that needs."""
