"""Self-billed invoices of the cinemas, proformas of the distributors, the FEC."""
