"""``toile bench portal``: every page of the portal with a country's worth of figures.

``world`` fills a database with 400 cinemas, 500 campaigns and a year of days, ``pages``
names the pages and who opens them, ``measure`` asks for each over HTTP and counts its
queries.
"""
