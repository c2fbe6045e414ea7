"""``toile bench bid``: a million profiles, hundreds of lines, every consent string new.

``world`` makes plan and profiles, ``requests`` what an exchange asks, ``stages`` times
the parts in one process, ``run`` measures the door beside nginx.
"""
