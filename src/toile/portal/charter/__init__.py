"""The pool's rules by version: which counts on which day."""
