"""The pool's doors: scripts for member sites, consent, visits, and what is held."""
