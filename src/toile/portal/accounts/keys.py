"""The portal's keys, by the name that accounts' migrations know them under."""

from toile.portal.keys import Keyed, new_key

__all__ = ["Keyed", "new_key"]
