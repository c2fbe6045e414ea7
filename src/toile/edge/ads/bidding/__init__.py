"""The door that exchanges ask at, and what one edge process keeps for it.

``desk`` holds what changes with the plan, ``gates`` let exchanges in, ``reader`` looks
up who was named, ``door`` takes a request from its bytes to the answer's.
"""
