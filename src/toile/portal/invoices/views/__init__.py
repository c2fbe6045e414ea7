"""The pages of invoices: cinemas, the union, its accountant, distributors."""
