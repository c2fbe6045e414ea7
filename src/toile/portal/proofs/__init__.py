"""Proofs of consent by site: counts, checks of the chains, seals, and exports.

The pool holds the proofs and whose they are; here are counts, what was sealed of the
chains, and the files that the worker wrote when somebody asked. No id is kept here.
"""
