"""What is read of mandates, invoices and proformas."""
