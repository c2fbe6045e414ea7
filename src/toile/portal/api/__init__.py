"""The mechanism of ``/api/v1``: who calls, pages of lists, problems, idempotency.

Apps above give a ``router`` in their ``api.py``, made of ``routes.ApiRouter`` and
``shapes``; ``project.api`` mounts them. ``docs/howto/api.md`` says how one is added.
"""
