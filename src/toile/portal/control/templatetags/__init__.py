"""How the control room writes its figures."""
