"""The distributors' films and what a campaign must know of them."""
