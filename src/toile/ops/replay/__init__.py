"""Why a bid request got the answer it got: ``toile bid --explain FILE``.

``inputs`` reads the file, the plan and the ads wing's stores; ``auction`` puts the
request to every line by the code that bids; ``words`` tells it to people, ``told`` is
its shape for machines. Nothing is written, no counter moves.
"""
