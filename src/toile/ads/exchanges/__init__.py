"""What a bidder must judge of an exchange: prices, sellers, its name for readers.

``price`` and ``price_crypt`` read what was paid, ``identity`` names readers, ``vault``
keeps price keys, ``adstxt``, ``supply_chain`` and ``domains`` tell who may sell a site,
``sellers`` writes who sells through us. Pure: the portal fetches files, bids come from
the edge.
"""
