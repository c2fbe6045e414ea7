"""Campaign pages: the list, one campaign's tabs, the wizard, creatives and files."""
