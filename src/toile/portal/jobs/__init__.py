"""Jobs: work that outlives a request, done by the program ``toile jobs``.

A room says what it can do (``registry.job``) and what it does by the clock
(``schedule.every``, ``daily``, ``weekly``); ``services.enqueue`` asks for it inside the
caller's transaction. A job whose runner dies is done again by the next one: what a job
does must bear being done twice. Decision 0016 tells why this is no library.
"""
