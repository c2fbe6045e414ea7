"""The pages of joining and of a member's life."""
