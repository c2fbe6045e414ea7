"""``toile bench money``: clicks shared and posted, books added up, a month closed.

Then its statements are drawn, with PDFs, and cinemas written to.

``clicks`` invents a month of clicks, ``run`` books them in a database and measures,
``compare`` does so in a process of its own for each database.
"""
