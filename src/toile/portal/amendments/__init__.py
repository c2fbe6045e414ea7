"""The pool's rules as the union reads and writes them, and carries them into contracts."""
