"""The line under figures that says how fresh they are."""
