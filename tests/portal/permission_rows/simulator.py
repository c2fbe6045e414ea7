"""Who may open the simulator."""

TABLE = """
url method answers
simulator:simulate     GET    union_and_operator
"""
