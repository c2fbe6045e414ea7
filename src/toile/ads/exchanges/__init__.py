"""What a bidder must judge of an exchange: its prices, its sellers, its name for readers.

``price`` and ``price_crypt`` read what was paid, ``identity`` names readers, ``vault``
keeps price keys, ``adstxt``, ``supply_chain`` and ``domains`` tell who may sell a site,
``sellers`` writes who sells through us. Pure: files are fetched by the portal, bids come
from the edge.
"""
