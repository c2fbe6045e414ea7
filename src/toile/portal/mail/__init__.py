"""Mail: written in the transaction that causes it, sent afterwards, shown throughout.

``services.send`` is the one way to write to somebody. A template is
``mail/<app>/<name>.txt`` (subject and plain text) with ``<name>.mjml`` beside it (the
same content, set), in the folder of the app that sends it; ``services.send`` knows
addresses and values, not people. The outbox tells of every mail whether it left.
"""
