"""Checks of members' sites: asked for, kept with their pictures, and acted upon.

``toile jobs`` does them, by what ``checker`` was given: the portal itself knows no
browser. A site that fires without consent is suspended, a good check lets it report
again (``services.act``).
"""
