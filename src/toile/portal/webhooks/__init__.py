"""Webhooks: what happens here, told to an organisation's own program.

As in the Standard Webhooks specification: a stable id, a timestamp, a signature. A
message is written in the transaction that causes it (``services.emit``) and delivered
by a job, again and again for three days; it can arrive twice, never under two ids.
"""
