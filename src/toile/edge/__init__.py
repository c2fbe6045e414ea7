"""The HTTP data plane: fast, stateless, without Django.

``server`` speaks HTTP, ``limits`` bounds it, ``pool``, ``ads`` and ``ops`` hold thin
routes that never import each other, ``wings`` puts a process together.
"""
