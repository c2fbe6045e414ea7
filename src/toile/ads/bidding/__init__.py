"""The bidder: from one impression on offer to the line and the price that answer it.

``asked`` reads what of a request decides, ``compiled`` prepares a plan (each line is
one bit, the dearest the lowest), ``criteria`` gives for each criterion the mask of the
lines that it lets through, ``choose`` takes the best of what is left, ``explain`` tells
line by line what stood in the way, by the same criteria. Pure; the edge does the I/O.
"""
