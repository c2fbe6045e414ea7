"""Which film does the programme mean? Pure: names in, a verdict out.

``names`` makes titles and directors comparable, ``likeness`` says how alike two are,
``catalogue`` finds the film of the catalogue, or says that a person must decide.
"""
