"""What a bidder must judge of an exchange: its prices, its notices, its sellers.

``price`` and ``price_crypt`` read what was paid, ``macros`` places and reads notices,
``adstxt``, ``supply_chain`` and ``domains`` tell who may sell a site, ``sellers``
writes who sells through us. Pure: files are fetched by the portal, bids come from the
edge.
"""
