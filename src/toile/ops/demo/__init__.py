"""The living demo world: facts, artwork, member and publisher sites, and the tour.

``world`` holds the facts, ``artwork`` what was drawn for them, ``sites`` serves the
cinemas, the publishers and the guided tour by host name, ``fill`` writes the world
through the portal's own services, ``past`` lets months go by before it begins.
``toile demo`` starts it all beside the product.
Nothing here is part of the product; all of it speaks to the product as others would.
"""
