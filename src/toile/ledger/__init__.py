"""Money: double entry, in micro-euros, without any spectator's id. Pure.

``chart`` names the accounts, ``sharing`` splits a fee among cinemas, ``entries`` makes
the postings, ``chain`` seals them, ``checks`` proves that they add up. The portal
stores them.
"""
