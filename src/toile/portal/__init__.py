"""The control plane: what people see and decide, and the database they own.

Floor 4, Django. Apps with floors of their own (DESIGN §3), each with the same doors:
models, services (the only writers), selectors (reads), rules, forms, views, urls. The
worker reads selectors and calls services; nothing below knows that Django exists.
"""
