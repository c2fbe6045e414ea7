"""Upkeep: what the operator looks at to see that mails leave and jobs are done."""
