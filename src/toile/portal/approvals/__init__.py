"""The union's yes or no to a cinema, a film title or a campaign."""
