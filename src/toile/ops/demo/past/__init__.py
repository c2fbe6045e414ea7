"""The demo's past: months that went by, written as the edge would have, then lived.

``calendar`` says which days, ``campaigns`` what ran in them, ``people`` who came,
``deeds`` what each did, ``journal`` writes it down before the worker first reads,
``mornings`` lets the portal do what its clock would have done on each of these days.
Nothing is written behind the journal's back: a rebuild gives the same figures.
"""
