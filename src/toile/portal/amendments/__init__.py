"""The pool's rules as the union writes them and carries them into contracts."""
