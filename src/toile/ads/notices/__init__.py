"""What exchanges tell of our bids: won, billed, lost, and what that costs.

``paid`` turns a price that was told into what is owed and what is charged, ``told``
makes the events. Pure: the edge's doors open the tokens and write the events down.
"""
