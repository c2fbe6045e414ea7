"""The inventory's pages: placements, publishers, exchanges and deals."""
