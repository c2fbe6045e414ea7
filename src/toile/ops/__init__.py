"""What people and schedulers run: the command line and all that only it needs.

``cli`` lists the commands, ``keys`` makes the keys, ``programs`` and ``supervise``
start the product's processes, ``doctor`` looks for what is wrong; ``demo``,
``simulate`` and ``bench`` are rooms of their own.
"""
