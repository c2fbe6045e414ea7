"""The pages of the union's desk."""
