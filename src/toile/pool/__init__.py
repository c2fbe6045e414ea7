"""The union's wing: which cinemas an id visited, never what it reads elsewhere.

``identity`` derives the ids, ``sites`` knows the members, ``visits`` is what is held
of an id, ``segments`` what it belongs to, ``attribution`` whom its click pays,
``rights`` what the spectator may see and erase, ``door`` what passes to the ads wing.
"""
