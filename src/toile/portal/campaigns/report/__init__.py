"""The report of a campaign: gathered once, shown as a page, a paper and files."""
