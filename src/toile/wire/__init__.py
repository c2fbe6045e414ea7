"""What crosses a wall: the types and formats that two different rooms share.

Floor 1, no I/O. Ids, money, times, errors, the events of the journal, the plans that
the control plane hands to the data plane, the audience that passes the narrow door
between the wings, targeting, sealed tokens, and the bodies that browser scripts send.
Import the module that holds the idea: ``from toile.wire import events, money``.
"""
